using Archivist.Platform.Files;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Folder;

/// <summary>The file system of this machine.</summary>
public sealed class LocalFiles : IStoreFiles
{
    /// <summary>The only one; it has no state.</summary>
    public static LocalFiles Instance { get; } = new();

    private LocalFiles()
    {
    }

    /// <inheritdoc/>
    public long? FindLength(string path) => FileLookup.Find(path) is { Kind: FileKind.File } file ? file.Length : null;

    /// <inheritdoc/>
    public long? FindTime(string path) => FileLookup.Find(path) is { Kind: FileKind.File } file ? file.ModifiedSeconds : null;

    /// <inheritdoc/>
    public bool FolderExists(string path) => FileLookup.IsDirectory(path);

    /// <inheritdoc/>
    public void MakeFolder(string path) => DurableFile.MakeDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <inheritdoc/>
    public async Task<IWrittenFile> WriteAsync(string path, IReplayableContent content, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            // Enough to keep it from being cleared away, and no more: once it has its name, others read it before it is closed.
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        try
        {
            if (content is BytesContent bytes)
                await file.WriteAsync(bytes.Bytes, cancellationToken);
            else
            {
                await using var source = content.OpenFromStart();
                await source.CopyToAsync(file, 1 << 20, cancellationToken);
            }

            return new WrittenFile(file);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Rename(string path, string newPath) => DurableFile.Rename(path, newPath, replaces: false);

    /// <inheritdoc/>
    public void MakeReadOnly(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead);
    }

    /// <inheritdoc/>
    public void Remove(string path) => DurableFile.Remove(path);

    /// <inheritdoc/>
    public void MakeFolderDurable(string path) => DurableFile.SynchronizeDirectory(path);

    /// <inheritdoc/>
    public Stream OpenRead(string path) =>
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);

    /// <inheritdoc/>
    public IEnumerable<(string Path, long Length)> List(string folder, bool withSubfolders)
    {
        if (!FileLookup.IsDirectory(folder))
            yield break;
        foreach (var path in Directory.EnumerateFiles(folder, "*", withSubfolders ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly))
        {
            // A lock, say, whose owner removed it after it was listed, is not there any more.
            if (FindLength(path) is { } length)
                yield return (path, length);
        }
    }

    /// <inheritdoc/>
    public bool TryRemoveAbandoned(string path) => DurableFile.TryRemoveAbandoned(path);

    private sealed class WrittenFile(FileStream file) : IWrittenFile
    {
        public long Length => file.Position;

        public void MakeDurable() => DurableFile.Synchronize(file.SafeFileHandle, file.Name);

        public void Dispose() => file.Dispose();
    }
}
