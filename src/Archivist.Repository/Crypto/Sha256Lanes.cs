using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Archivist.Repository.Crypto;

/// <summary>
/// SHA-256 (FIPS 180-4, section 6.2) of sixteen messages at once, one in each 32-bit lane of AVX-512 registers. One message cannot be hashed
/// faster, for each step waits for the one before; sixteen that do not depend on each other can.
/// </summary>
internal static unsafe class Sha256Lanes
{
    /// <summary>Messages that are hashed at the same time.</summary>
    internal const int Count = 16;

    internal const int BlockSize = 64;

    private const int Rounds = 64;

    private static readonly uint[] RoundConstants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    internal static bool IsSupported => Avx512F.IsSupported && Avx512BW.IsSupported;

    /// <summary>The state before the first block, the same in all lanes.</summary>
    internal static ReadOnlySpan<uint> InitialState =>
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <summary>Takes <paramref name="blocks"/> blocks of every lane into its state, and moves the pointers past them.</summary>
    /// <param name="state">Eight words of all lanes: word w of lane l at [w * 16 + l].</param>
    /// <param name="lanes">Sixteen pointers to at least that many blocks.</param>
    /// <param name="blocks">How many 64-byte blocks.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Compress(uint* state, byte** lanes, nint blocks)
    {
        var schedule = stackalloc Vector512<uint>[17];
        // The stack is aligned to 16 bytes only; a register that straddles two cache lines costs twice.
        schedule = (Vector512<uint>*)(((nint)schedule + 63) & ~63);
        ref var constants = ref MemoryMarshal.GetArrayDataReference(RoundConstants);
        var words = (Vector512<uint>*)state;
        var (a, b, c, d, e, f, g, h) = (words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7]);
        for (; blocks > 0; blocks--)
        {
            LoadTransposed(lanes, schedule);
            var (a0, b0, c0, d0, e0, f0, g0, h0) = (a, b, c, d, e, f, g, h);
            for (var round = 0; round < Rounds; round += 16)
            {
                if (round > 0)
                    Extend(schedule);
                for (var i = 0; i < 16; i += 8)
                {
                    ref var constant = ref Unsafe.Add(ref constants, round + i);
                    Step(a, b, c, ref d, e, f, g, ref h, schedule[i] + Vector512.Create(constant));
                    Step(h, a, b, ref c, d, e, f, ref g, schedule[i + 1] + Vector512.Create(Unsafe.Add(ref constant, 1)));
                    Step(g, h, a, ref b, c, d, e, ref f, schedule[i + 2] + Vector512.Create(Unsafe.Add(ref constant, 2)));
                    Step(f, g, h, ref a, b, c, d, ref e, schedule[i + 3] + Vector512.Create(Unsafe.Add(ref constant, 3)));
                    Step(e, f, g, ref h, a, b, c, ref d, schedule[i + 4] + Vector512.Create(Unsafe.Add(ref constant, 4)));
                    Step(d, e, f, ref g, h, a, b, ref c, schedule[i + 5] + Vector512.Create(Unsafe.Add(ref constant, 5)));
                    Step(c, d, e, ref f, g, h, a, ref b, schedule[i + 6] + Vector512.Create(Unsafe.Add(ref constant, 6)));
                    Step(b, c, d, ref e, f, g, h, ref a, schedule[i + 7] + Vector512.Create(Unsafe.Add(ref constant, 7)));
                }
            }

            a += a0;
            b += b0;
            c += c0;
            d += d0;
            e += e0;
            f += f0;
            g += g0;
            h += h0;
        }

        (words[0], words[1], words[2], words[3]) = (a, b, c, d);
        (words[4], words[5], words[6], words[7]) = (e, f, g, h);
    }

    /// <summary>One round (6.2.2, step 3): what becomes e goes into d, what becomes a into h.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(
        Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, ref Vector512<uint> d,
        Vector512<uint> e, Vector512<uint> f, Vector512<uint> g, ref Vector512<uint> h, Vector512<uint> input)
    {
        const byte choose = 0xCA, majority = 0xE8;
        h += input + Xor(Avx512F.RotateRight(e, 6), Avx512F.RotateRight(e, 11), Avx512F.RotateRight(e, 25)) + Avx512F.TernaryLogic(e, f, g, choose);
        d += h;
        h += Xor(Avx512F.RotateRight(a, 2), Avx512F.RotateRight(a, 13), Avx512F.RotateRight(a, 22)) + Avx512F.TernaryLogic(a, b, c, majority);
    }

    /// <summary>The next sixteen words of the message schedule (6.2.2, step 1), in place of the last sixteen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Extend(Vector512<uint>* schedule)
    {
        for (var i = 0; i < 16; i++)
        {
            var near = schedule[(i + 1) & 15];
            var far = schedule[(i + 14) & 15];
            schedule[i] += schedule[(i + 9) & 15]
                + Xor(Avx512F.RotateRight(near, 7), Avx512F.RotateRight(near, 18), Avx512F.ShiftRightLogical(near, 3))
                + Xor(Avx512F.RotateRight(far, 17), Avx512F.RotateRight(far, 19), Avx512F.ShiftRightLogical(far, 10));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Xor(Vector512<uint> x, Vector512<uint> y, Vector512<uint> z) => Avx512F.TernaryLogic(x, y, z, 0x96);

    /// <summary>One block of each lane, word by word: a 16 by 16 transposition of big-endian words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadTransposed(byte** lanes, Vector512<uint>* schedule)
    {
        var bigEndian = Vector512.Create(
            Vector256.Create(Vector128.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12)),
            Vector256.Create(Vector128.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12)));
        for (var quarter = 0; quarter < 4; quarter++)
        {
            // Four lanes from each quarter of the lanes: after the two interleavings each 128-bit part holds one word of four neighbouring lanes.
            var (p, q, r, s) = (Rows(lanes, quarter, 0), Rows(lanes, quarter, 1), Rows(lanes, quarter, 2), Rows(lanes, quarter, 3));
            var (pq, rs) = (Avx512F.UnpackLow(p, q), Avx512F.UnpackLow(r, s));
            var (upperPq, upperRs) = (Avx512F.UnpackHigh(p, q), Avx512F.UnpackHigh(r, s));
            schedule[quarter * 4] = Swap(Avx512F.UnpackLow(pq.AsUInt64(), rs.AsUInt64()), bigEndian);
            schedule[(quarter * 4) + 1] = Swap(Avx512F.UnpackHigh(pq.AsUInt64(), rs.AsUInt64()), bigEndian);
            schedule[(quarter * 4) + 2] = Swap(Avx512F.UnpackLow(upperPq.AsUInt64(), upperRs.AsUInt64()), bigEndian);
            schedule[(quarter * 4) + 3] = Swap(Avx512F.UnpackHigh(upperPq.AsUInt64(), upperRs.AsUInt64()), bigEndian);
        }

        for (var lane = 0; lane < Count; lane++)
            lanes[lane] += BlockSize;
    }

    /// <summary>Sixteen bytes of the lanes first, first + 4, first + 8 and first + 12.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Rows(byte** lanes, int quarter, int first) => Vector512.Create(
        Vector256.Create(Vector128.Load(lanes[first] + (quarter * 16)), Vector128.Load(lanes[first + 4] + (quarter * 16))),
        Vector256.Create(Vector128.Load(lanes[first + 8] + (quarter * 16)), Vector128.Load(lanes[first + 12] + (quarter * 16)))).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Swap(Vector512<ulong> words, Vector512<byte> order) => Avx512BW.Shuffle(words.AsByte(), order).AsUInt32();
}
