using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Archivist.Repository;

namespace Archivist.Replicas.Stores.Folder;

/// <summary>
/// A repository in a folder, in restic's default layout. An object is written to a temporary name in its own folder, made durable,
/// renamed, and the folder made durable: after a crash it is there whole or not at all. Thread-safe.
/// </summary>
public sealed class FolderStore : IObjectStore
{
    private const string TemporaryMark = "-tmp-";
    private const int NoSpaceResult = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    private readonly string _root;

    /// <summary>Works on <paramref name="root"/>, which need not exist before the first object is put.</summary>
    public FolderStore(string root)
    {
        _root = Path.GetFullPath(root);
        Traits = new StoreTraits(MaxConcurrency: Math.Max(2, Environment.ProcessorCount * 2), IsReadOnly: false, IsLocal: true);
    }

    /// <inheritdoc/>
    public string Location => _root;

    /// <inheritdoc/>
    public StoreTraits Traits { get; }

    /// <inheritdoc/>
    public async Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        var folder = Path.GetDirectoryName(path)!;
        try
        {
            MakeFolder(folder);
            if (File.Exists(path))
                throw new ObjectExistsException(name);
            var temporary = path + TemporaryMark + Guid.NewGuid().ToString("n")[..12];
            try
            {
                await WriteAsync(temporary, content, cancellationToken);
                MoveIntoPlace(temporary, path, name);
            }
            catch
            {
                File.Delete(temporary);
                throw;
            }

            MakeDurable(folder);
        }
        catch (IOException cause) when (cause.HResult is NoSpaceResult or WindowsDiskFull)
        {
            throw new ArchivistException(Failure.NoSpace, $"{_root}: no space is left for {name} ({content.Length} bytes)", cause)
            {
                Hint = "Free some space or choose another place, then run the same command again: nothing is lost.",
            };
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new ArchivistException(Failure.Failed, $"{_root}: {name} cannot be written: {cause.Message}", cause)
            {
                Hint = "Check who owns the folder and whether it is mounted read-only.",
            };
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        try
        {
            var file = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            if (range.Offset > file.Length)
            {
                file.Dispose();
                throw new EndOfStreamException($"{name} in {_root} ends before byte {range.Offset}");
            }

            file.Position = range.Offset;
            return Task.FromResult<Stream>(range.Length is { } length ? new BoundedStream(file, length) : file);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ObjectMissingException(name, _root);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new ArchivistException(Failure.Failed, $"{_root}: {name} cannot be read: {cause.Message}", cause)
            {
                Hint = "Check who owns the folder.",
            };
        }
    }

    /// <inheritdoc/>
    public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var file = new FileInfo(PathOf(name));
        return Task.FromResult<long?>(file.Exists ? file.Length : null);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(
        ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        if (kind is ObjectKind.Configuration)
        {
            if (await FindLengthAsync(ObjectName.Configuration, cancellationToken) is { } length)
                yield return new StoredObject(ObjectName.Configuration, length);
            yield break;
        }

        var folder = new DirectoryInfo(Path.Combine(_root, RepositoryLayout.Folder(kind)));
        if (!folder.Exists)
            yield break;
        foreach (var file in folder.EnumerateFiles("*", kind is ObjectKind.Pack ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly))
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Unfinished objects and foreign files have other names.
            if (Digest.TryParse(file.Name, null, out var id) && file.FullName == PathOf(new ObjectName(kind, id)))
                yield return new StoredObject(new ObjectName(kind, id), file.Length);
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var path = PathOf(name);
        if (File.Exists(path))
        {
            File.Delete(path);
            MakeDurable(Path.GetDirectoryName(path)!);
        }

        return Task.CompletedTask;
    }

    /// <summary>The bytes of one object that exists, as a file.</summary>
    public IReplayableContent ContentOf(ObjectName name) => new FileContent(PathOf(name));

    /// <summary>
    /// Removes what killed runs left half written, and returns how many files that were. A file that a living process is
    /// still writing is locked by it and stays.
    /// </summary>
    public int RemoveUnfinished()
    {
        if (!Directory.Exists(_root))
            return 0;
        var removed = 0;
        foreach (var path in Directory.EnumerateFiles(_root, "*" + TemporaryMark + "*", SearchOption.AllDirectories))
        {
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(path);
                removed++;
            }
            catch (IOException)
            {
                // Locked by its writer, or gone meanwhile.
            }
        }

        return removed;
    }

    private static async Task WriteAsync(string path, IReplayableContent content, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, options);
        if (content is BytesContent bytes)
            await file.WriteAsync(bytes.Bytes, cancellationToken);
        else
        {
            await using var source = content.OpenFromStart();
            await source.CopyToAsync(file, 1 << 20, cancellationToken);
        }

        if (file.Position != content.Length)
            throw new IOException($"{path}: {file.Position} bytes came instead of {content.Length}");
        file.Flush(flushToDisk: true);
    }

    private static void MoveIntoPlace(string temporary, string path, ObjectName name)
    {
        try
        {
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new ObjectExistsException(name);
        }

        // Objects never change: saying so keeps other programs from trying.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead);
    }

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        var parent = Path.GetDirectoryName(folder);
        if (parent is not null)
            MakeFolder(parent);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (parent is not null)
            MakeDurable(parent);
    }

    private static void MakeDurable(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var handle = Interop.Libc.Open(folder, Interop.Libc.ReadOnlyDirectory);
        if (handle.IsInvalid || Interop.Libc.Synchronize(handle) != 0)
            throw new IOException($"{folder}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    private string PathOf(ObjectName name) => Path.Combine(_root, RepositoryLayout.PathOf(name));
}
