using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Archivist.Platform.Kernel;

namespace Archivist.Repository.Crypto;

/// <summary>
/// scryptROMix (RFC 7914, sections 3 to 5) for up to four blocks at once. The blocks of one derivation do not depend on each other and Salsa20/8 is a
/// chain of dependent steps, so four of them side by side in one 512-bit register take hardly longer than one. The table keeps every
/// <see cref="Spacing"/>th state only, and one in between is mixed again from the one before it: to touch fresh memory takes longer than to mix what would lie in it.
/// </summary>
internal static unsafe class ScryptMixing
{
    /// <summary>Blocks that are mixed at the same time.</summary>
    internal const int Lanes = 4;

    /// <summary>From one state that the table keeps to the next; a power of two.</summary>
    private const int Spacing = 2;

    private const int SalsaSize = 64;
    private const int RowSize = 16;
    private const int RowsPerSalsa = SalsaSize / RowSize;

    /// <summary>Above this, allocators ask the system for pages of their own.</summary>
    private const nuint LargestHeapBlock = 64 << 20;

    private const nuint HugePageSize = 2 << 20;

    // How a row of four words is turned: two bits for each word, the lowest first.
    private const byte LeftOne = 0b00_11_10_01, LeftTwo = 0b01_00_11_10, LeftThree = 0b10_01_00_11;

    internal static bool IsSupported => Avx512F.IsSupported;

    /// <summary>Where word <c>i</c> of the diagonal form lies in a Salsa20 block: each row of four words is one diagonal of the 4 by 4 matrix.</summary>
    private static ReadOnlySpan<byte> Diagonals => [0, 5, 10, 15, 4, 9, 14, 3, 8, 13, 2, 7, 12, 1, 6, 11];

    /// <summary>Bytes of the table of one block.</summary>
    internal static long TableSize(int n, int blockSize) => (long)Math.Max(1, n / Spacing) * blockSize;

    /// <summary>Mixes blocks in place.</summary>
    /// <param name="blocks">1 to <see cref="Lanes"/> blocks of 128 * <paramref name="r"/> bytes.</param>
    /// <param name="n">Cost; a power of two.</param>
    /// <param name="r">Block size factor, 1 to 64.</param>
    internal static void Mix(Span<byte> blocks, int n, int r)
    {
        var blockSize = 128 * r;
        var lanes = blocks.Length / blockSize;
        ArgumentOutOfRangeException.ThrowIfZero(lanes, nameof(blocks));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lanes, Lanes, nameof(blocks));
        ArgumentOutOfRangeException.ThrowIfNotEqual(blocks.Length, lanes * blockSize, nameof(blocks));
        var rows = blockSize / RowSize;
        var laneSize = (nuint)TableSize(n, blockSize);
        // Past the table: four working states of all lanes.
        var stateSize = (nuint)rows * (nuint)sizeof(Vector512<uint>);
        var memory = Allocate((laneSize * (nuint)lanes) + (4 * stateSize));
        try
        {
            var table = memory;
            var state = (Vector512<uint>*)(memory + (laneSize * (nuint)lanes));
            var next = state + rows;
            for (var lane = 0; lane < Lanes; lane++)
                Load(blocks.Slice(Math.Min(lane, lanes - 1) * blockSize, blockSize), (uint*)state + (lane * 4));
            Fill(table, laneSize, lanes, state, next, n, rows);
            Walk(table, laneSize, lanes, state, n, rows);
            for (var lane = 0; lane < lanes; lane++)
                Store((uint*)state + (lane * 4), blocks.Slice(lane * blockSize, blockSize));
        }
        finally
        {
            // What follows from the password does not stay behind. A large table is not the heap's: freeing it gives its pages back to the system, which clears them.
            var tableSize = laneSize * (nuint)lanes;
            if (tableSize < LargestHeapBlock)
                NativeMemory.Clear(memory, tableSize);
            NativeMemory.Clear(memory + tableSize, 4 * stateSize);
            NativeMemory.AlignedFree(memory);
        }
    }

    /// <summary>To touch 100 MiB page by page takes as long as to mix them; by huge pages, where the system has some, a tenth of that.</summary>
    private static byte* Allocate(nuint size)
    {
        var memory = (byte*)NativeMemory.AlignedAlloc(size, HugePageSize);
        if (OperatingSystem.IsLinux())
            _ = Libc.AdviseMemory(memory, size, Libc.AdviceHugePages);
        return memory;
    }

    /// <summary>The first loop: V[i] = X; X = BlockMix(X).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(byte* table, nuint laneSize, int lanes, Vector512<uint>* state, Vector512<uint>* next, int n, int rows)
    {
        for (var i = 0; i < n; i++)
        {
            if (i % Spacing == 0)
            {
                var place = table + ((nuint)(i / Spacing) * (nuint)rows * RowSize);
                for (var lane = 0; lane < lanes; lane++)
                {
                    var to = (Vector128<uint>*)(place + ((nuint)lane * laneSize));
                    var from = (Vector128<uint>*)state + lane;
                    for (var row = 0; row < rows; row++)
                        to[row] = from[row * Lanes];
                }
            }

            BlockMix(state, next, rows);
            var other = state;
            state = next;
            next = other;
        }
    }

    /// <summary>The second loop: X = BlockMix(X xor V[Integerify(X) mod N]), each lane with its own place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Walk(byte* table, nuint laneSize, int lanes, Vector512<uint>* states, int n, int rows)
    {
        var places = stackalloc Vector128<uint>*[Lanes];
        var steps = stackalloc Vector128<uint>[Lanes];
        // X and what it becomes; V[j] of each lane and what that becomes.
        var state = states;
        var next = states + rows;
        var looked = states + (2 * rows);
        var further = states + (3 * rows);
        for (var i = 0; i < n; i++)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                var known = Math.Min(lane, lanes - 1);
                var number = ((uint*)(state + rows - RowsPerSalsa))[lane * 4] & (uint)(n - 1);
                places[lane] = (Vector128<uint>*)(table + ((nuint)known * laneSize) + (number / Spacing * (nuint)rows * RowSize));
                steps[lane] = Vector128.Create(number % Spacing);
            }

            for (var row = 0; row < rows; row++)
                looked[row] = Vector512.Create(Vector256.Create(places[0][row], places[1][row]), Vector256.Create(places[2][row], places[3][row]));
            var needed = Vector512.Create(Vector256.Create(steps[0], steps[1]), Vector256.Create(steps[2], steps[3]));
            for (var step = Vector512<uint>.Zero; Vector512.GreaterThanAny(needed, step); step += Vector512<uint>.One)
            {
                BlockMix(looked, further, rows);
                var behind = Vector512.GreaterThan(needed, step);
                for (var row = 0; row < rows; row++)
                    looked[row] = Vector512.ConditionalSelect(behind, further[row], looked[row]);
            }

            for (var row = 0; row < rows; row++)
                state[row] ^= looked[row];
            BlockMix(state, next, rows);
            var other = state;
            state = next;
            next = other;
        }
    }

    /// <summary>scryptBlockMix (section 4): even results first, then the odd ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BlockMix(Vector512<uint>* from, Vector512<uint>* to, int rows)
    {
        var last = from + rows - RowsPerSalsa;
        var (a, b, c, d) = (last[0], last[1], last[2], last[3]);
        var odd = to + (rows / 2);
        for (var row = 0; row < rows; row += 2 * RowsPerSalsa)
        {
            Salsa(ref a, ref b, ref c, ref d, from + row);
            (to[0], to[1], to[2], to[3]) = (a, b, c, d);
            to += RowsPerSalsa;
            Salsa(ref a, ref b, ref c, ref d, from + row + RowsPerSalsa);
            (odd[0], odd[1], odd[2], odd[3]) = (a, b, c, d);
            odd += RowsPerSalsa;
        }
    }

    /// <summary>X = Salsa20/8(X xor input) (section 3), on diagonals: a column round, then a row round after turning the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Salsa(
        ref Vector512<uint> a, ref Vector512<uint> b, ref Vector512<uint> c, ref Vector512<uint> d, Vector512<uint>* input)
    {
        a ^= input[0];
        b ^= input[1];
        c ^= input[2];
        d ^= input[3];
        var (p, q, s, t) = (a, b, c, d);
        for (var round = 0; round < 8; round += 2)
        {
            q ^= Avx512F.RotateLeft(p + t, 7);
            s ^= Avx512F.RotateLeft(q + p, 9);
            t ^= Avx512F.RotateLeft(s + q, 13);
            p ^= Avx512F.RotateLeft(t + s, 18);
            (q, s, t) = (Avx512F.Shuffle(q, LeftThree), Avx512F.Shuffle(s, LeftTwo), Avx512F.Shuffle(t, LeftOne));
            t ^= Avx512F.RotateLeft(p + q, 7);
            s ^= Avx512F.RotateLeft(t + p, 9);
            q ^= Avx512F.RotateLeft(s + t, 13);
            p ^= Avx512F.RotateLeft(q + s, 18);
            (q, s, t) = (Avx512F.Shuffle(q, LeftOne), Avx512F.Shuffle(s, LeftTwo), Avx512F.Shuffle(t, LeftThree));
        }

        a += p;
        b += q;
        c += s;
        d += t;
    }

    private static void Load(ReadOnlySpan<byte> block, uint* lane)
    {
        for (var word = 0; word < block.Length / 4; word++)
            lane[(word / 4 * Lanes * 4) + (word % 4)] = BinaryPrimitives.ReadUInt32LittleEndian(block[Place(word)..]);
    }

    private static void Store(uint* lane, Span<byte> block)
    {
        for (var word = 0; word < block.Length / 4; word++)
            BinaryPrimitives.WriteUInt32LittleEndian(block[Place(word)..], lane[(word / 4 * Lanes * 4) + (word % 4)]);
    }

    private static int Place(int word) => (word / 16 * SalsaSize) + (Diagonals[word % 16] * 4);
}
