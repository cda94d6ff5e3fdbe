using Archivist.Platform.FileSystem;
using Archivist.Replicas.Stores.Folder;
using Archivist.Repository.Stores;

namespace Archivist.TestKit;

/// <summary>
/// A file system in memory whose power can fail at any step. What was not made durable is lost, kept or torn as a random number says: content that was
/// not flushed, and every creation, renaming and removal in a folder that was not flushed, each on its own and so in any order. Thread-safe.
/// </summary>
public sealed class CrashingFiles : IStoreFiles
{
    private const int NoSpaceResult = 28;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, MemoryFile> _entries = [];
    private readonly HashSet<string> _folders = ["/"];
    private readonly List<Change> _pending = [];
    private Dictionary<string, MemoryFile> _durable = [];
    private HashSet<string> _durableFolders = ["/"];

    /// <summary>Steps that changed something so far: each create, write, flush, rename, change of rights, removal and new folder is one.</summary>
    public int Steps { get; private set; }

    /// <summary>The step at which the power fails; 0 for never.</summary>
    public int FailsAt { get; init; }

    /// <summary>The write at which there is no space left, and from then on; 0 for never.</summary>
    public int IsFullAtWrite { get; init; }

    /// <summary>Writes so far.</summary>
    public int Writes { get; private set; }

    /// <summary>Flushing does nothing, though it says that it did.</summary>
    public bool Lies { get; init; }

    /// <summary>A copy in which everything is durable and nothing fails.</summary>
    public CrashingFiles Clone(int failsAt = 0, int isFullAtWrite = 0)
    {
        lock (_gate)
        {
            var copy = new CrashingFiles { FailsAt = failsAt, IsFullAtWrite = isFullAtWrite };
            copy._folders.UnionWith(_folders);
            foreach (var (path, file) in _entries)
                copy._entries[path] = file.Copy();
            copy._durableFolders = [.. _folders];
            copy._durable = new Dictionary<string, MemoryFile>(copy._entries);
            return copy;
        }
    }

    /// <summary>What is found when the power is back.</summary>
    public CrashingFiles Restart(Random random)
    {
        lock (_gate)
        {
            var found = new CrashingFiles();
            var entries = new Dictionary<string, MemoryFile>(_durable);
            var folders = new HashSet<string>(_durableFolders);
            foreach (var change in _pending.Where(_ => random.Next(2) == 0))
                change.ApplyTo(entries, folders);
            found._folders.UnionWith(folders.Where(folder => IsReachable(folder, folders)));
            foreach (var (path, file) in entries.Where(entry => found._folders.Contains(Parent(entry.Key))))
                found._entries[path] = file.AfterCrash(random);
            found._durable = new Dictionary<string, MemoryFile>(found._entries);
            found._durableFolders = [.. found._folders];
            return found;
        }
    }

    /// <inheritdoc/>
    public long? FindLength(string path)
    {
        lock (_gate)
        {
            ThrowIfFailed();
            return _entries.TryGetValue(path, out var file) ? file.Written.Length : null;
        }
    }

    /// <inheritdoc/>
    public bool FolderExists(string path)
    {
        lock (_gate)
        {
            ThrowIfFailed();
            return _folders.Contains(path);
        }
    }

    /// <inheritdoc/>
    public void MakeFolder(string path) => Take(() => Apply(new Change(ChangeKind.Folder, path, null, null)));

    /// <inheritdoc/>
    public async Task<IWrittenFile> WriteAsync(string path, IReplayableContent content, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await using (var source = content.OpenFromStart())
            await source.CopyToAsync(bytes, cancellationToken);
        var file = new MemoryFile();
        Take(() =>
        {
            if (_entries.ContainsKey(path))
                throw new IOException($"{path} exists");
            Apply(new Change(ChangeKind.Create, path, null, file));
        });
        Take(() =>
        {
            if (IsFullAtWrite > 0 && ++Writes >= IsFullAtWrite)
            {
                file.Written = bytes.ToArray()[..(int)(bytes.Length / 2)];
                throw new IOException("No space left on device", NoSpaceResult);
            }

            file.Written = bytes.ToArray();
        });
        return new WrittenFile(this, file);
    }

    /// <inheritdoc/>
    public void Rename(string path, string newPath) => Take(() =>
    {
        if (_entries.ContainsKey(newPath))
            throw new IOException($"{newPath} exists");
        Apply(new Change(ChangeKind.Rename, newPath, path, Find(path)));
    });

    /// <inheritdoc/>
    public void MakeReadOnly(string path) => Take(() => _ = Find(path));

    /// <inheritdoc/>
    public void Remove(string path) => Take(() =>
    {
        if (_entries.ContainsKey(path))
            Apply(new Change(ChangeKind.Remove, path, null, null));
    });

    /// <inheritdoc/>
    public void MakeFolderDurable(string path) => Take(() =>
    {
        if (Lies)
            return;
        foreach (var change in _pending.Where(change => change.Touches(path)))
            change.ApplyTo(_durable, _durableFolders);
        _pending.RemoveAll(change => change.Touches(path));
    });

    /// <inheritdoc/>
    public Stream OpenRead(string path)
    {
        lock (_gate)
        {
            ThrowIfFailed();
            return new MemoryStream(Find(path).Written, writable: false);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<(string Path, long Length)> List(string folder, bool withSubfolders)
    {
        lock (_gate)
        {
            ThrowIfFailed();
            return [.. _entries
                .Where(entry => withSubfolders ? entry.Key.StartsWith(folder + "/", StringComparison.Ordinal) : Parent(entry.Key) == folder)
                .Select(entry => (entry.Key, (long)entry.Value.Written.Length))];
        }
    }

    /// <inheritdoc/>
    public bool TryRemoveAbandoned(string path)
    {
        Remove(path);
        return true;
    }

    private static bool IsReachable(string folder, HashSet<string> folders)
    {
        for (; folder != "/"; folder = Parent(folder))
        {
            if (!folders.Contains(folder))
                return false;
        }

        return true;
    }

    private static string Parent(string path) => Path.GetDirectoryName(path) ?? "/";

    private MemoryFile Find(string path) => _entries.TryGetValue(path, out var file) ? file : throw new FileNotFoundException($"{path} is missing");

    private void Apply(Change change)
    {
        change.ApplyTo(_entries, _folders);
        _pending.Add(change);
    }

    /// <summary>Does one step; when the power fails at it, it may or may not have been done.</summary>
    private void Take(Action step)
    {
        lock (_gate)
        {
            ThrowIfFailed();
            Steps++;
            if (Steps != FailsAt || FailsAt % 2 == 0)
                step();
            ThrowIfFailed();
        }
    }

    private void ThrowIfFailed()
    {
        if (FailsAt > 0 && Steps >= FailsAt)
            throw new PowerFailureException(FailsAt);
    }

    private enum ChangeKind
    {
        Create,
        Rename,
        Remove,
        Folder,
    }

    private sealed record Change(ChangeKind Kind, string Path, string? From, MemoryFile? File)
    {
        internal bool Touches(string folder) => Parent(Path) == folder;

        internal void ApplyTo(Dictionary<string, MemoryFile> entries, HashSet<string> folders)
        {
            switch (Kind)
            {
                case ChangeKind.Folder:
                    folders.Add(Path);
                    break;
                case ChangeKind.Remove:
                    entries.Remove(Path);
                    break;
                default:
                    if (From is not null)
                        entries.Remove(From);
                    entries[Path] = File!;
                    break;
            }
        }
    }

    private sealed class MemoryFile
    {
        internal byte[] Written { get; set; } = [];

        internal bool IsDurable { get; set; }

        internal MemoryFile Copy() => new() { Written = Written, IsDurable = true };

        /// <summary>Nothing, a beginning, a beginning with zeros behind it, or all of it.</summary>
        internal MemoryFile AfterCrash(Random random)
        {
            if (IsDurable)
                return Copy();
            var kept = random.Next(Written.Length + 1);
            return new MemoryFile
            {
                IsDurable = true,
                Written = random.Next(4) switch
                {
                    0 => [],
                    1 => Written[..kept],
                    2 => [.. Written[..kept], .. new byte[Written.Length - kept]],
                    _ => Written,
                },
            };
        }
    }

    private sealed class WrittenFile(CrashingFiles files, MemoryFile file) : IWrittenFile
    {
        public long Length => file.Written.Length;

        public void MakeDurable() => files.Take(() => file.IsDurable |= !files.Lies);

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
