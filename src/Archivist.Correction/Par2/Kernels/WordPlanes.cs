using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Archivist.Correction.Par2.Kernels;

/// <summary>
/// Words of 16 bits, little endian, sorted by their halves: of each 64 words first the low bytes, then the high ones. In this order a product by a constant
/// takes whole vectors of bytes.
/// </summary>
internal static class WordPlanes
{
    /// <summary>Bytes of the words that are sorted together.</summary>
    internal const int Block = 128;

    private const int Half = Block / 2;

    /// <summary>Sorts words; what is missing in the last block becomes zeros.</summary>
    /// <param name="words">Any length.</param>
    /// <param name="planes">A multiple of <see cref="Block"/>, at least as long.</param>
    internal static void Split(ReadOnlySpan<byte> words, Span<byte> planes)
    {
        var at = 0;
        for (; at + Block <= words.Length; at += Block)
            SplitBlock(words.Slice(at, Block), planes.Slice(at, Block));
        if (at < words.Length)
        {
            Span<byte> last = stackalloc byte[Block];
            last.Clear();
            words[at..].CopyTo(last);
            SplitBlock(last, planes.Slice(at, Block));
            at += Block;
        }

        planes[at..].Clear();
    }

    /// <summary>Puts words together again, as many as <paramref name="words"/> has room for.</summary>
    internal static void Join(ReadOnlySpan<byte> planes, Span<byte> words)
    {
        var at = 0;
        for (; at + Block <= words.Length; at += Block)
            JoinBlock(planes.Slice(at, Block), words.Slice(at, Block));
        if (at == words.Length)
            return;
        Span<byte> last = stackalloc byte[Block];
        JoinBlock(planes.Slice(at, Block), last);
        last[..(words.Length - at)].CopyTo(words[at..]);
    }

    /// <summary>One word of a row of planes.</summary>
    internal static ushort Get(ReadOnlySpan<byte> planes, int word)
    {
        var low = (word / Half * Block) + (word % Half);
        return (ushort)(planes[low] | (planes[low + Half] << 8));
    }

    /// <summary>Writes one word of a row of planes.</summary>
    internal static void Set(Span<byte> planes, int word, ushort value)
    {
        var low = (word / Half * Block) + (word % Half);
        planes[low] = (byte)value;
        planes[low + Half] = (byte)(value >> 8);
    }

    private static void SplitBlock(ReadOnlySpan<byte> words, Span<byte> planes)
    {
        if (!Vector256.IsHardwareAccelerated || !BitConverter.IsLittleEndian)
        {
            for (var i = 0; i < Half; i++)
                (planes[i], planes[Half + i]) = (words[2 * i], words[(2 * i) + 1]);
            return;
        }

        var low = Vector256.Create((ushort)0xFF);
        for (var i = 0; i < 2; i++)
        {
            var a = Vector256.Create(words[(64 * i)..]).AsUInt16();
            var b = Vector256.Create(words[((64 * i) + 32)..]).AsUInt16();
            Vector256.Narrow(a & low, b & low).CopyTo(planes[(32 * i)..]);
            Vector256.Narrow(a >>> 8, b >>> 8).CopyTo(planes[(Half + (32 * i))..]);
        }
    }

    private static void JoinBlock(ReadOnlySpan<byte> planes, Span<byte> words)
    {
        if (!Vector256.IsHardwareAccelerated || !BitConverter.IsLittleEndian)
        {
            for (var i = 0; i < Half; i++)
                BinaryPrimitives.WriteUInt16LittleEndian(words[(2 * i)..], (ushort)(planes[i] | (planes[Half + i] << 8)));
            return;
        }

        for (var i = 0; i < 2; i++)
        {
            var low = Vector256.Create(planes[(32 * i)..]);
            var high = Vector256.Create(planes[(Half + (32 * i))..]);
            (Vector256.WidenLower(low) | (Vector256.WidenLower(high) << 8)).AsByte().CopyTo(words[(64 * i)..]);
            (Vector256.WidenUpper(low) | (Vector256.WidenUpper(high) << 8)).AsByte().CopyTo(words[((64 * i) + 32)..]);
        }
    }
}
