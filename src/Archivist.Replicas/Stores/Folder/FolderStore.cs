using System.Runtime.CompilerServices;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Replicas.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Stores;

namespace Archivist.Replicas.Stores.Folder;

/// <summary>
/// A repository in a directory, in restic's default layout. An object is written to a temporary name in its own directory, made durable,
/// renamed, and the directory made durable: after a crash it is there whole or not at all. Thread-safe.
/// </summary>
public sealed class FolderStore : IObjectStore, IDirectoryStore, IFileStore, ICleanableStore, ICachedStore, IDatedStore
{
    private const string TemporaryMark = "-tmp-";

    private readonly string _root;
    private readonly IStoreFiles _files;

    /// <summary>Works on <paramref name="root"/>, which need not exist before the first object is put.</summary>
    public FolderStore(string root)
        : this(root, LocalFiles.Instance)
    {
    }

    /// <summary>The same on another file system.</summary>
    public FolderStore(string root, IStoreFiles files)
    {
        _root = Path.GetFullPath(root);
        _files = files;
        Traits = new StoreTraits(MaxConcurrency: Math.Max(2, Environment.ProcessorCount * 2), IsReadOnly: false, IsLocal: true);
    }

    /// <inheritdoc/>
    public string Location => _root;

    /// <inheritdoc/>
    public string Directory => _root;

    /// <inheritdoc/>
    public StoreTraits Traits { get; }

    /// <inheritdoc/>
    public async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            MakeFolder(folder);
            if (_files.FindLength(path) is not null)
                throw new ObjectExistsException(name);
            var temporary = path + TemporaryMark + Guid.NewGuid().ToString("n")[..12];
            try
            {
                // Open until it has its name: an unfinished file that no process holds may be cleared away by any other process.
                using var written = await WriteAsync(temporary, content, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                MoveIntoPlace(temporary, path, name);
            }
            catch
            {
                RemoveTemporary(temporary);
                throw;
            }

            _files.MakeFolderDurable(folder);
        }
        catch (IOException cause) when (KernelError.IsNoSpace(cause))
        {
            throw new ArchivistException(new NoSpaceForObject(_root, name, content.Length), FolderFailure.Of(cause));
        }
        catch (Exception cause) when (cause is UnauthorizedAccessException || KernelError.IsReadOnly(cause))
        {
            throw new ArchivistException(new ObjectNotWritable(_root, name, Cause.Of(cause)), FolderFailure.Of(cause));
        }
        catch (IOException cause) when (FolderFailure.IsUnmarked(cause))
        {
            throw FolderFailure.Of(cause);
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = _files.OpenRead(PathOf(name));
            try
            {
                var count = range.CountIn(file.Length, name, _root);
                file.Position = range.Offset;
                return Task.FromResult<Stream>(range.Length is null ? file : new BoundedStream(file, count));
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ObjectMissingException(name, _root);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new ArchivistException(new ObjectNotReadable(_root, name, Cause.Of(cause)), FolderFailure.Of(cause));
        }
        catch (IOException cause) when (FolderFailure.IsUnmarked(cause))
        {
            throw FolderFailure.Of(cause);
        }
    }

    /// <inheritdoc/>
    public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) =>
        Task.FromResult(FolderFailure.Mark(() => _files.FindLength(PathOf(name))));

    /// <inheritdoc/>
    public Task<long?> FindTimeAsync(ObjectName name, CancellationToken cancellationToken) =>
        Task.FromResult(FolderFailure.Mark(() => _files.FindTime(PathOf(name))));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (kind is ObjectKind.Configuration)
        {
            if (await FindLengthAsync(ObjectName.Configuration, cancellationToken) is { } length)
                yield return new StoredObject(ObjectName.Configuration, length);
            yield break;
        }

        var folder = Path.Combine(_root, RepositoryLayout.Folder(kind));
        using var files = FolderFailure.Mark(() => _files.List(folder, withSubfolders: kind is ObjectKind.Pack)).GetEnumerator();
        while (FolderFailure.Mark(files.MoveNext))
        {
            var (path, length) = files.Current;
            cancellationToken.ThrowIfCancellationRequested();
            // Unfinished objects and foreign files have other names.
            if (Digest.TryParse(Path.GetFileName(path.AsSpan()), null, out var id) && path == PathOf(new ObjectName(kind, id)))
                yield return new StoredObject(new ObjectName(kind, id), length);
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => TryRemoveAsync(name, cancellationToken);

    /// <summary>The same; false when there was nothing to remove.</summary>
    internal Task<bool> TryRemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(FolderFailure.Mark(() => Remove(PathOf(name))));
    }

    /// <inheritdoc/>
    public IReplayableContent ContentOf(ObjectName name) => new FileContent(PathOf(name));

    /// <summary>The same; null when the object is not there.</summary>
    public IReplayableContent? FindContent(ObjectName name) => _files.FindLength(PathOf(name)) is not null ? ContentOf(name) : null;

    /// <inheritdoc/>
    public int RemoveUnfinished() =>
        _files.List(_root, withSubfolders: true).Select(file => file.Path)
            .Where(path => Path.GetFileName(path).Contains(TemporaryMark, StringComparison.Ordinal)).ToList()
            .Count(_files.TryRemoveAbandoned);

    /// <inheritdoc/>
    public void ForgetCached(ObjectName name)
    {
        if (_files.OpenRead(PathOf(name)) is var content && content is FileStream file)
            DurableFile.ForgetCached(file.SafeFileHandle);
        content.Dispose();
    }

    private bool Remove(string path)
    {
        if (_files.FindLength(path) is null)
            return false;
        _files.Remove(path);
        _files.MakeFolderDurable(Path.GetDirectoryName(path)!);
        return true;
    }

    private async Task<IWrittenFile> WriteAsync(string path, IReplayableContent content, CancellationToken cancellationToken)
    {
        var file = await _files.WriteAsync(path, content, cancellationToken);
        try
        {
            if (file.Length != content.Length)
                throw new IOException($"{path}: {file.Length} bytes came instead of {content.Length}");
            file.MakeDurable();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Removes a file that was not finished, if it can be: the failure that led here is the one to report.</summary>
    private void RemoveTemporary(string path)
    {
        try
        {
            _files.Remove(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // One that stays is not an object, and RemoveUnfinished finds it.
        }
    }

    private void MoveIntoPlace(string temporary, string path, ObjectName name)
    {
        try
        {
            _files.Rename(temporary, path);
        }
        catch (IOException) when (_files.FindLength(path) is not null)
        {
            throw new ObjectExistsException(name);
        }

        // Objects never change: saying so keeps other programs from trying.
        _files.MakeReadOnly(path);
    }

    private void MakeFolder(string folder)
    {
        if (_files.FolderExists(folder))
            return;
        var parent = Path.GetDirectoryName(folder);
        if (parent is not null)
            MakeFolder(parent);
        _files.MakeFolder(folder);
        if (parent is not null)
            _files.MakeFolderDurable(parent);
    }

    private string PathOf(ObjectName name) => Path.Combine(_root, RepositoryLayout.PathOf(name));
}
