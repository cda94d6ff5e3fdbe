using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Archivist.Correction.Rs03.Kernels;

/// <summary>
/// The CRC of RS03: that of IEEE 802.3 without the inversion at the end. With PCLMULQDQ four lanes of 16 bytes are folded over the bytes that follow,
/// which keeps the remainder; the last 16 bytes go through tables.
/// </summary>
internal static class SectorChecksum
{
    private const int Tables = 16;
    private const int Lanes = 4 * 16;

    private static readonly uint[] Table = BuildTables();

    /// <summary>Moves a lane over the three others and itself.</summary>
    private static readonly Vector128<ulong> FoldFour = FoldBy(8 * Lanes);

    /// <summary>Moves a lane over the next one.</summary>
    private static readonly Vector128<ulong> FoldOne = FoldBy(128);

    internal static uint Of(ReadOnlySpan<byte> bytes) => Continue(bytes, uint.MaxValue);

    /// <summary>Goes on where <paramref name="crc"/> ends; all ones at the beginning.</summary>
    internal static uint Continue(ReadOnlySpan<byte> bytes, uint crc) =>
        Pclmulqdq.IsSupported && bytes.Length >= Lanes ? OfFolded(bytes, crc) : OfTables(bytes, crc);

    /// <summary>Sixteen bytes at a time, with a table for each.</summary>
    internal static uint OfTables(ReadOnlySpan<byte> bytes, uint crc)
    {
        var table = Table;
        for (; bytes.Length >= Tables; bytes = bytes[Tables..])
        {
            var word = MemoryMarshal.Read<uint>(bytes) ^ crc;
            crc = table[(15 * 256) + (byte)word] ^ table[(14 * 256) + (byte)(word >> 8)] ^ table[(13 * 256) + (byte)(word >> 16)] ^ table[(12 * 256) + (int)(word >> 24)];
            for (var i = 4; i < Tables; i++)
                crc ^= table[((Tables - 1 - i) * 256) + bytes[i]];
        }

        foreach (var b in bytes)
            crc = (crc >> 8) ^ table[(byte)(crc ^ b)];
        return crc;
    }

    [SkipLocalsInit]
    private static uint OfFolded(ReadOnlySpan<byte> bytes, uint crc)
    {
        ref var start = ref MemoryMarshal.GetReference(bytes);
        Vector128<ulong> a = Load(ref start, 0), b = Load(ref start, 16), c = Load(ref start, 32), d = Load(ref start, 48);
        a ^= Vector128.CreateScalar((ulong)crc);
        nint at = Lanes;
        var fold = FoldFour;
        for (; at <= bytes.Length - Lanes; at += Lanes)
        {
            a = Fold(a, fold) ^ Load(ref start, at);
            b = Fold(b, fold) ^ Load(ref start, at + 16);
            c = Fold(c, fold) ^ Load(ref start, at + 32);
            d = Fold(d, fold) ^ Load(ref start, at + 48);
        }

        b ^= Fold(a, FoldOne);
        c ^= Fold(b, FoldOne);
        d ^= Fold(c, FoldOne);
        Span<byte> last = stackalloc byte[16];
        d.AsByte().CopyTo(last);
        return OfTables(bytes[(int)at..], OfTables(last, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ref byte start, nint offset) => Vector128.LoadUnsafe(ref start, (nuint)offset).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Fold(Vector128<ulong> lane, Vector128<ulong> by) =>
        Pclmulqdq.CarrylessMultiply(lane, by, 0x00) ^ Pclmulqdq.CarrylessMultiply(lane, by, 0x11);

    /// <summary>
    /// x^(bits + 32) and x^(bits - 32) modulo the polynomial, for the half that is farther ahead and the other. Bits count from the highest power down, so a
    /// product is one place too low and the remainders are kept one place up.
    /// </summary>
    private static Vector128<ulong> FoldBy(int bits) => Vector128.Create(Remainder(bits + 32) << 1, Remainder(bits - 32) << 1);

    /// <summary>x^exponent modulo the polynomial, highest power in bit 0.</summary>
    private static ulong Remainder(int exponent)
    {
        const uint polynomial = 0xEDB88320, one = 0x80000000;
        var remainder = one;
        for (var i = 0; i < exponent; i++)
            remainder = (remainder & 1) != 0 ? (remainder >> 1) ^ polynomial : remainder >> 1;
        return remainder;
    }

    private static uint[] BuildTables()
    {
        const uint polynomial = 0xEDB88320;
        var table = new uint[Tables * 256];
        for (var i = 0; i < 256; i++)
        {
            var crc = (uint)i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ polynomial : crc >> 1;
            table[i] = crc;
        }

        for (var i = 256; i < table.Length; i++)
            table[i] = (table[i - 256] >> 8) ^ table[(byte)table[i - 256]];
        return table;
    }
}
