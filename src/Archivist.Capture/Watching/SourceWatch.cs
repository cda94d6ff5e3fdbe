using Archivist.Capture.Capturing;
using Archivist.Capture.Problems;
using Archivist.Capture.Selecting;
using Archivist.Platform.Files;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Repository.Trees;

namespace Archivist.Capture.Watching;

/// <summary>
/// Notes in which directories of the sources something changes, as inotify reports it. A directory is noted when its watch begins, so that nothing is lost between its creation and that. Where
/// events or watches are lacking, everything counts as changed. Thread-safe.
/// </summary>
public sealed class SourceWatch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly DirectoryEvents _events = new();
    private readonly IReadOnlyList<string> _sources;
    private readonly Exclusion _exclusion;
    private readonly HashSet<(ulong Device, ulong Inode)> _own = [];
    private readonly Dictionary<int, byte[]> _paths = [];
    private readonly Dictionary<FileName, int> _watches = [];
    private readonly Thread _reader;
    private ChangedDirectories _changed = new();
    private TaskCompletionSource _noticed = New();
    private Exception? _broken;

    /// <param name="sources">Files and directories. A file is not watched: each capture looks at it.</param>
    /// <param name="selection">What is left out is not watched.</param>
    /// <param name="own">The archive's own directories, which change with each capture: not watched either.</param>
    /// <exception cref="IOException">The kernel offers no events.</exception>
    public SourceWatch(IReadOnlyList<string> sources, SourceSelection selection, IReadOnlyList<OwnFolder> own)
    {
        _sources = [.. sources.Select(SourcePath.Absolute)];
        _exclusion = new Exclusion(selection);
        foreach (var folder in own)
        {
            if (SourcePath.TryStatus(folder.Path) is { } status)
                _own.Add((status.DeviceId, status.Inode));
        }

        _exclusion.AllowDevicesOf(_sources);
        _changed.AddEverything();
        lock (_gate)
            WatchSources(notes: false);
        _reader = new Thread(Read) { IsBackground = true, Name = "source watch" };
        _reader.Start();
    }

    /// <summary>The directories that are watched.</summary>
    public int Directories
    {
        get
        {
            lock (_gate)
                return _watches.Count;
        }
    }

    /// <summary>Why everything counts as changed at each capture; null while events are complete.</summary>
    public Problem? Lacking { get; private set; }

    /// <summary>What has changed since the last call, at first everything; the note of it begins again.</summary>
    public ChangedDirectories Take()
    {
        lock (_gate)
        {
            // A source that was replaced or came back has no watch yet.
            if (_sources.Any(source => !_watches.ContainsKey(new FileName(DisplayPath.OfText(source)))))
                WatchSources(notes: true);
            if (Lacking is not null || _broken is not null)
                _changed.AddEverything();
            var taken = _changed;
            _changed = new ChangedDirectories();
            _noticed = New();
            return taken;
        }
    }

    /// <summary>Notes again what was taken and could not be captured.</summary>
    public void GiveBack(ChangedDirectories changed)
    {
        lock (_gate)
        {
            _changed.Add(changed);
            if (!_changed.IsEmpty)
                _noticed.TrySetResult();
        }
    }

    /// <summary>Whether a change in this directory is noted and was not taken yet.</summary>
    /// <param name="path">Names, each with a <c>/</c> before it; empty for the root.</param>
    public bool HasNoted(byte[] path)
    {
        lock (_gate)
            return _changed.Contains(path);
    }

    /// <summary>Waits until something changed that was not taken yet.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _noticed.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _events.Stop();
        // It ends with the read that it is in: at once.
        _reader.Join();
        _events.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Read()
    {
        try
        {
            while (_events.Wait())
            {
                var events = _events.Read();
                lock (_gate)
                {
                    foreach (var change in events)
                        Take(change);
                }
            }
        }
        catch (IOException cause)
        {
            lock (_gate)
            {
                _broken = cause;
                NoteEverything();
            }
        }
    }

    private void Take(DirectoryEvent change)
    {
        if (change.Kind.HasFlag(DirectoryEventKind.Overflowed))
        {
            // Directories may have come that were not reported.
            WatchSources(notes: false);
            NoteEverything();
            return;
        }

        if (!_paths.TryGetValue(change.Watch, out var path))
            return;
        if (change.Kind.HasFlag(DirectoryEventKind.WatchEnded))
        {
            Forget(change.Watch, path);
            Note(path);
            return;
        }

        if (change.Name is not { } name)
        {
            if ((change.Kind & (DirectoryEventKind.MovedItself | DirectoryEventKind.Unmounted)) != 0 && IsSource(path))
                DropBelow(path);
            Note(path);
            return;
        }

        if (_exclusion.Covers(path, name))
            return;
        if (change.Kind.HasFlag(DirectoryEventKind.OfDirectory))
        {
            var below = DisplayPath.Join(path, name);
            if (change.Kind.HasFlag(DirectoryEventKind.MovedAway))
                DropBelow(below);
            else if ((change.Kind & (DirectoryEventKind.Created | DirectoryEventKind.MovedHere)) != 0)
                WatchTree(() => Folder.OpenPath(PathText.Of(below)), below, notes: true);
        }

        Note(path);
    }

    private bool IsSource(byte[] path) => _sources.Any(source => DisplayPath.OfText(source).AsSpan().SequenceEqual(path));

    private void Note(byte[] path)
    {
        _changed.Add(path);
        _noticed.TrySetResult();
    }

    private void NoteEverything()
    {
        _changed.AddEverything();
        _noticed.TrySetResult();
    }

    private void WatchSources(bool notes)
    {
        foreach (var source in _sources)
        {
            if (SourcePath.TryStatus(source) is { Type: NodeType.Directory })
                WatchTree(() => Folder.OpenPath(source), DisplayPath.OfText(source), notes);
        }
    }

    /// <summary>Watches a directory and all below it. First the watch, then the look at what is in it: what comes in between is reported, or seen, or both.</summary>
    private void WatchTree(Func<Folder> open, byte[] path, bool notes)
    {
        var ways = new Stack<(Folder Folder, byte[] Path, Queue<FileName> Names)>();
        try
        {
            Enter(open, path, notes, ways);
            while (ways.TryPeek(out var here))
            {
                if (!here.Names.TryDequeue(out var name))
                    ways.Pop().Folder.Dispose();
                else if (!_exclusion.Covers(here.Path, name))
                    Enter(() => here.Folder.Open(name), DisplayPath.Join(here.Path, name), notes, ways);
            }
        }
        finally
        {
            foreach (var (folder, _, _) in ways)
                folder.Dispose();
        }
    }

    private void Enter(Func<Folder> open, byte[] path, bool notes, Stack<(Folder, byte[], Queue<FileName>)> ways)
    {
        Folder? folder = null;
        try
        {
            folder = open();
            var status = folder.OwnStatus();
            if (_own.Contains((status.DeviceId, status.Inode)) || _exclusion.IsElsewhere(status))
                return;
            Remember(_events.Add(folder), path);
            if (notes)
                Note(path);
            ways.Push((folder, path, new Queue<FileName>(_exclusion.MarksOf(folder) is null ? folder.ListFolders() : [])));
            folder = null;
        }
        catch (NativeIOException cause) when (cause.Error == KernelError.NoSpace)
        {
            Lacking ??= new WatchesExhausted(DisplayPath.Of(path), _watches.Count);
        }
        catch (IOException)
        {
            // It went away, is no directory, or may not be entered: nor can the capture do that, and it says so.
        }
        finally
        {
            folder?.Dispose();
        }
    }

    private void Remember(int watch, byte[] path)
    {
        // The same directory in another place: it was moved, and its watch came along.
        if (_paths.Remove(watch, out var earlier))
            _watches.Remove(new FileName(earlier));
        _paths[watch] = path;
        _watches[new FileName(path)] = watch;
    }

    private void Forget(int watch, byte[] path)
    {
        _paths.Remove(watch);
        var name = new FileName(path);
        if (_watches.TryGetValue(name, out var current) && current == watch)
            _watches.Remove(name);
    }

    /// <summary>A directory was moved away: the watches of it and of all below it report places that are no longer there.</summary>
    private void DropBelow(byte[] path)
    {
        foreach (var (watch, at) in _paths.Where(pair => IsAtOrBelow(pair.Value, path)).ToList())
        {
            _events.Remove(watch);
            Forget(watch, at);
        }
    }

    private static bool IsAtOrBelow(byte[] path, byte[] above) =>
        path.AsSpan().StartsWith(above) && (path.Length == above.Length || path[above.Length] == (byte)'/');
}
