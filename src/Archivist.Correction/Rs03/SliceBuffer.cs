using System.Runtime.InteropServices;
using Archivist.Images.Model;

namespace Archivist.Correction.Rs03;

/// <summary>
/// Room for neighbouring sectors of each of some layers. Rows do not begin at multiples of a large power of two: they would all fall into the same sets
/// of the first-level cache.
/// </summary>
internal sealed unsafe class SliceBuffer : IDisposable
{
    private const int Alignment = 64;

    private readonly byte* _memory;

    internal SliceBuffer(int rows, int sectors)
    {
        RowLength = sectors * Sector.Size;
        var stride = RowLength + (3 * Alignment);
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(stride * (long)rows), 4096);
        Rows = (byte**)NativeMemory.Alloc((nuint)rows, (nuint)sizeof(byte*));
        for (var row = 0; row < rows; row++)
            Rows[row] = _memory + ((long)stride * row);
    }

    internal int RowLength { get; }

    /// <summary>Where each row begins.</summary>
    internal byte** Rows { get; }

    internal Span<byte> Row(int row) => new(Rows[row], RowLength);

    internal Span<byte> SectorOf(int row, int sector) => new(Rows[row] + (sector * Sector.Size), Sector.Size);

    public void Dispose()
    {
        NativeMemory.AlignedFree(_memory);
        NativeMemory.Free(Rows);
    }
}
