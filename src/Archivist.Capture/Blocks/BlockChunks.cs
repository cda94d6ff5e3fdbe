using System.Numerics;
using Archivist.Repository.Opening;

namespace Archivist.Capture.Blocks;

/// <summary>The chunk sizes of block sources (docs/decisions/block-chunks.md).</summary>
public static class BlockChunks
{
    /// <summary>The smallest chunk: one block of most file systems.</summary>
    public const int Smallest = 4096;

    /// <summary>The largest chunk, as restic's: 8 MiB. Runs of zeros have chunks of up to this length in every case.</summary>
    public const int Largest = FileChunker.MaximumSize;

    /// <summary>Two blocks: after 3 % scattered writes of one block each, 1.97 times the changed bytes lie in changed chunks.</summary>
    private const int Usual = 8192;

    /// <summary>A source whose list would be longer by default gets larger chunks.</summary>
    private const long UsualPieces = 1 << 20;

    /// <summary>
    /// No directory of a snapshot may name more pieces: 67 bytes of JSON each, all in one blob, which a reader takes into memory whole.
    /// </summary>
    internal const long MostPieces = 3_900_000;

    /// <summary>The chunk size for a source of that many bytes when the operator names none.</summary>
    public static int SizeFor(long length)
    {
        var size = Usual;
        while (size < Largest && length / size > UsualPieces)
            size *= 2;
        return size;
    }

    /// <summary>Whether a size can be chosen: a power of two from 4 KiB to 8 MiB, so that chunks never straddle and zero runs nest.</summary>
    public static bool IsPossible(long size) => size is >= Smallest and <= Largest && BitOperations.IsPow2(size);

    /// <summary>
    /// The length of the next chunk of a run of zeros: the largest that doubles from <paramref name="size"/>, lies at a multiple of itself,
    /// and fits. So a run becomes few chunks, and all runs of all sources share a dozen blobs.
    /// </summary>
    internal static int NextZeroChunk(long offset, long end, int size)
    {
        if (end - offset < size)
            return (int)(end - offset);
        while (size < Largest && offset % (size * 2L) == 0 && end - offset >= size * 2L)
            size *= 2;
        return size;
    }
}
