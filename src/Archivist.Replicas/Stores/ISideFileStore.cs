namespace Archivist.Replicas.Stores;

/// <summary>
/// The capability of a store that keeps small files beside the objects of a repository, below a directory that readers of repositories pass over. Paths are relative, with slashes.
/// Reading is thread-safe; of each file there is one writer at a time.
/// </summary>
public interface ISideFileStore
{
    /// <summary>Whether a write that is cut can leave a part of the file behind, under its name.</summary>
    bool CanTearFiles { get; }

    /// <summary>Reads a whole file; null when there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InvalidDataException">It is longer.</exception>
    /// <exception cref="Archivist.Platform.Problems.ArchivistException">It cannot be read.</exception>
    Task<byte[]?> ReadFileAsync(string path, int limit, CancellationToken cancellationToken);

    /// <summary>The length of a file in bytes; null when there is none.</summary>
    /// <exception cref="Archivist.Platform.Problems.ArchivistException">The store does not say.</exception>
    Task<long?> FindFileLengthAsync(string path, CancellationToken cancellationToken);

    /// <summary>Writes a file, over an older one.</summary>
    /// <exception cref="Archivist.Platform.Problems.ArchivistException">The store does not take it, or not in full.</exception>
    Task WriteFileAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Removes the files of a directory that has no other directories, at most a thousand; does nothing when there is none.</summary>
    /// <exception cref="Archivist.Platform.Problems.ArchivistException">One is not removed.</exception>
    Task RemoveFilesAsync(string directory, CancellationToken cancellationToken);
}
