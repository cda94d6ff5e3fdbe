using System.Runtime.InteropServices;

namespace Archivist.Correction.Par2.Kernels;

/// <summary>
/// Room for rows of words in the order of <see cref="WordPlanes"/>. Rows do not begin at multiples of a large power of two: they would all fall into the
/// same sets of the first-level cache.
/// </summary>
internal sealed unsafe class WordRows : IDisposable
{
    private const int Alignment = 64;

    private readonly byte* _memory;
    private readonly nuint _size;

    /// <param name="count">How many.</param>
    /// <param name="length">Bytes of each, rounded up to <see cref="WordProduct.Granularity"/>.</param>
    internal WordRows(int count, int length)
    {
        Count = count;
        Length = (length + WordProduct.Granularity - 1) / WordProduct.Granularity * WordProduct.Granularity;
        var stride = (nuint)Length + (3 * Alignment);
        _size = stride * (nuint)Math.Max(count, 1);
        _memory = (byte*)NativeMemory.AlignedAlloc(_size, 4096);
        Rows = (byte**)NativeMemory.Alloc((nuint)Math.Max(count, 1), (nuint)sizeof(byte*));
        for (var row = 0; row < count; row++)
            Rows[row] = _memory + (stride * (nuint)row);
        Clear();
    }

    internal int Count { get; }

    /// <summary>Bytes of each row.</summary>
    internal int Length { get; }

    /// <summary>Where each row begins.</summary>
    internal byte** Rows { get; }

    internal Span<byte> Row(int row) => new(Rows[row], Length);

    /// <summary>Two rows change places.</summary>
    internal void Swap(int a, int b)
    {
        var kept = Rows[a];
        Rows[a] = Rows[b];
        Rows[b] = kept;
    }

    internal void Clear() => NativeMemory.Clear(_memory, _size);

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        NativeMemory.Free(Rows);
    }
}
