using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Folder;

/// <summary>
/// The file system operations of a <see cref="FolderStore"/>, one per step, so that a test can cut the power at each of them.
/// Paths are absolute. Failures are those of System.IO. Thread-safe.
/// </summary>
public interface IStoreFiles
{
    /// <summary>Bytes of a file, or null when there is none.</summary>
    long? FindLength(string path);

    /// <summary>When a file was written, in seconds since 1970; null when there is none, or when that is not known.</summary>
    long? FindTime(string path) => null;

    /// <summary>True when there is a directory.</summary>
    bool FolderExists(string path);

    /// <summary>Makes one directory, for its owner only, in one that exists.</summary>
    void MakeFolder(string path);

    /// <summary>
    /// Creates a new file, for its owner only, writes <paramref name="content"/> into it and returns how many bytes that were. They may be
    /// lost until <see cref="IWrittenFile.MakeDurable"/>, and the file's name until <see cref="MakeFolderDurable"/>.
    /// </summary>
    Task<IWrittenFile> WriteAsync(string path, IReplayableContent content, CancellationToken cancellationToken);

    /// <summary>Renames a file; fails when the new name is taken. May be undone by a crash until <see cref="MakeFolderDurable"/>.</summary>
    void Rename(string path, string newPath);

    /// <summary>Takes the right to write away from a file.</summary>
    void MakeReadOnly(string path);

    /// <summary>Unlinks a file; one that is not there is fine. May be undone by a crash until <see cref="MakeFolderDurable"/>.</summary>
    void Remove(string path);

    /// <summary>Makes the entries of a directory survive a crash.</summary>
    void MakeFolderDurable(string path);

    /// <summary>Opens a file for reading.</summary>
    Stream OpenRead(string path);

    /// <summary>Files in a directory and, when asked, in those below it; none when there is no such directory.</summary>
    IEnumerable<(string Path, long Length)> List(string folder, bool withSubfolders);

    /// <summary>Removes a file unless a process is still writing it; true when it is gone.</summary>
    bool TryRemoveAbandoned(string path);
}
