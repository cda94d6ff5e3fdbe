using Archivist.Repository.Chunking;

namespace Archivist.Repository.Opening;

/// <summary>Finds where restic would cut one file into chunks. One instance serves one file; not thread-safe.</summary>
public sealed class FileChunker(IndexedRepository repository)
{
    /// <summary>No chunk but the last of a file is shorter: 512 KiB.</summary>
    public const int MinimumSize = ChunkBoundary.MinimumSize;

    /// <summary>No chunk is longer: 8 MiB.</summary>
    public const int MaximumSize = ChunkBoundary.MaximumSize;

    private int _searched;

    /// <summary>
    /// Looks at all bytes that are known so far of the current chunk, from its first on.
    /// </summary>
    /// <returns>The chunk's length, and the next call starts a new chunk; or 0 when more bytes are needed.</returns>
    public int FindEnd(ReadOnlySpan<byte> chunk)
    {
        var length = repository.Boundary.FindEnd(chunk, ref _searched);
        if (length > 0)
            _searched = 0;
        return length;
    }
}
