using Archivist.Capture.Problems;
using Archivist.Capture.Selecting;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Repository.Writing;

namespace Archivist.Capture.Capturing;

/// <summary>
/// Walks the sources, each directory in the order of names. A subdirectory is walked by another task where a processor is free; batches of files are
/// read by a few others. Memory holds the directories that are not complete yet and nothing of the others. One instance serves one walk.
/// </summary>
internal sealed partial class SourceWalk
{
    private readonly CaptureOptions _options;
    private readonly IndexedRepository _repository;
    private readonly BlockCapture _blocks;
    private readonly RepositoryWriter _writer;
    private readonly CaptureTally _tally;
    private readonly Exclusion _exclusion;
    private readonly NodeBuilder _builder;
    private readonly BatchReader _reader;
    private readonly TaskSlots _slots = new(Environment.ProcessorCount * 3);
    private readonly TaskSlots _walkers = new(Environment.ProcessorCount);
    private readonly bool _reusesNodes;
    private readonly Dictionary<string, SourceTree> _followed = new(StringComparer.Ordinal);
    private readonly OwnFoldersInside _own;
    private readonly StillPictures? _still;
    private BlobId? _root;
    private Node? _madeUp;

    internal SourceWalk(CaptureOptions options, IndexedRepository repository, BlockCapture blocks, RepositoryWriter writer, CaptureTally tally, StillPictures? still)
    {
        _still = still;
        (_options, _repository, _blocks, _writer, _tally) = (options, repository, blocks, writer, tally);
        _exclusion = new Exclusion(options.Selection);
        _own = OwnFoldersInside.Find(options.Own, tally);
        _builder = new NodeBuilder(options.WithAccessTime);
        // Another tool, or another user, may have left out what this one would keep.
        _reusesNodes = !options.WithAccessTime && !options.IgnoresInode && !options.IgnoresChangeTime
            && options.Parent is { } parent && parent.UserId == options.Who.UserId && parent.ProgramVersion == options.ProgramVersion;
        _reader = new BatchReader(repository, writer, _builder, tally, still);
    }

    /// <summary>Captures everything and returns the root tree.</summary>
    /// <param name="sources">Absolute paths.</param>
    /// <param name="madeUp">An entry for the root that is on no disk; null for none.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    /// <exception cref="ArchivistException"><see cref="MadeUpFolderTaken"/>: a source has something in the place of <paramref name="madeUp"/>.</exception>
    internal async Task<BlobId> RunAsync(IReadOnlyList<string> sources, Node? madeUp, CancellationToken cancellationToken)
    {
        _madeUp = madeUp;
        var parent = _options.Parent is null
            ? ParentFolder.None
            : await ParentFolder.ReadAsync(_repository, _options.Parent.Tree, cancellationToken);
        var tree = SourceTree.Of(sources);
        MadeUpCapture.RequireRoom(madeUp?.Name, tree, sources, _exclusion);
        var root = Folder.OpenPath("/", toPass: !tree.IsSource);
        if (tree.IsSource && _still is not null)
            root = _still.Enter(root, []);
        try
        {
            _exclusion.AllowDevicesOf(sources);
            FindFollowed(tree);
            // The first walk has a slot as any other: it may be over at once, and then another one goes on with what it found.
            _ = _walkers.TryTake();
            _walkers.Start(() => tree.IsSource
                ? WalkAsync(null, 0, null, root, [], parent, 0, cancellationToken)
                : WalkSourcesAsync(null, 0, null, root, tree, parent, cancellationToken));
        }
        finally
        {
            try
            {
                // First those who walk: they wait for slots.
                await _walkers.EndAsync();
            }
            finally
            {
                await _slots.EndAsync();
            }
        }

        return _root ?? throw new InvalidOperationException("The root folder was never completed.");
    }

    /// <summary>A source inside another adds nothing, unless a link is on the way: that is followed then, as for any other source.</summary>
    private void FindFollowed(SourceTree tree)
    {
        foreach (var inside in tree.IsSource ? tree.Descendants : tree.Children.Select(pair => pair.Child))
        {
            if (!tree.IsSource)
                FindFollowed(inside);
            else if (!inside.IsSource && SourcePath.TryStatus(inside.Path)?.Type is NodeType.SymbolicLink)
                _followed.TryAdd(inside.Path, inside);
        }
    }

    /// <summary>Captures a directory that leads to the sources, with only the children that lead on.</summary>
    private async Task WalkSourcesAsync(
        FolderDraft? above, int place, Node? node, Folder folder, SourceTree tree, ParentFolder parent, CancellationToken cancellationToken)
    {
        var children = tree.Children.ToList();
        if (_still is not null && HoldsSource(folder, children))
            folder = _still.Enter(folder, PathBytes(tree.Path));
        var draft = new FolderDraft(above, place, node, folder, DisplayPath.OfText(tree.Path), children.Count + PlacesMadeUp(above), ParentFolder.None);
        if (PlacesMadeUp(above) > 0)
            draft.Arrive(children.Count, _madeUp);
        var marks = _exclusion.MarksOf(folder);
        for (var i = 0; i < children.Count; i++)
        {
            var (name, child) = children[i];
            if (_blocks.TryStartFolderAsync(child, _writer, _tally, cancellationToken) is { } exports)
            {
                await ArriveAsync(draft, i, exports, cancellationToken);
                continue;
            }

            if (child.IsSource)
            {
                var batch = new FileBatch(draft);
                await TakeEntryAsync(draft, i, name, marks, parent, batch, 0, cancellationToken);
                await DispatchAsync(batch, cancellationToken);
                continue;
            }

            await WalkOnAsync(draft, i, name, child, parent, cancellationToken);
        }

        await EndFolderAsync(draft, cancellationToken);
    }

    /// <summary>The root has one more entry than it lists when one is made up.</summary>
    private int PlacesMadeUp(FolderDraft? above) => above is null && _madeUp is not null ? 1 : 0;

    private async Task WalkAsync(
        FolderDraft? above, int place, Node? node, Folder folder, byte[] path, ParentFolder parent, int depth, CancellationToken cancellationToken)
    {
        // Deep trees must not grow the stack: every so often the walk goes on from a fresh one.
        if (depth % 64 == 63)
            await Task.Yield();
        List<FileName> names;
        try
        {
            names = node is not null && _exclusion.IsElsewhere(folder.OwnStatus()) ? [] : folder.List();
        }
        catch
        {
            folder.Dispose();
            throw;
        }

        // Excluded, or it has just appeared: there can be only one of that name.
        if (PlacesMadeUp(above) > 0)
            names.Remove(_madeUp!.Name);
        var draft = new FolderDraft(above, place, node, folder, path, names.Count + PlacesMadeUp(above), parent);
        if (PlacesMadeUp(above) > 0)
            draft.Arrive(names.Count, _madeUp);
        var marks = _exclusion.MarksOf(folder);
        var batch = new FileBatch(draft);
        for (var i = 0; i < names.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await TakeEntryAsync(draft, i, names[i], marks, parent, batch, depth, cancellationToken);
            if (!batch.IsFull)
                continue;
            await DispatchAsync(batch, cancellationToken);
            batch = new FileBatch(draft);
        }

        await DispatchAsync(batch, cancellationToken);
        await EndFolderAsync(draft, cancellationToken);
    }

    /// <summary>Takes one entry; only a directory makes this wait.</summary>
    private ValueTask TakeEntryAsync(
        FolderDraft draft, int place, FileName name, List<FileName>? marks, ParentFolder parent, FileBatch batch, int depth,
        CancellationToken cancellationToken)
    {
        if (_blocks.TryStartAsync(draft.Path, name, _writer, _tally, cancellationToken) is { } block)
            return ArriveAsync(draft, place, block, cancellationToken);
        try
        {
            if (_exclusion.Covers(draft.Path, name) || (marks is not null && marks.Exists(mark => mark != name)))
            {
                draft.Arrive(place, null);
                return default;
            }

            var status = draft.Folder.StatusOf(name);
            if (_exclusion.Covers(status) || StillPictures.IsPicture(name, status))
            {
                draft.Arrive(place, null);
                return default;
            }

            switch (status.Type)
            {
                case NodeType.File:
                    TakeFile(draft, place, name, status, parent, batch);
                    return default;
                case NodeType.Directory:
                    return TakeFolderAsync(draft, place, name, status, parent, depth, cancellationToken);
                case NodeType.SymbolicLink when _followed.Count > 0 && _followed.TryGetValue(PathText.Of(DisplayPath.Join(draft.Path, name)), out var led):
                    return new ValueTask(WalkOnAsync(draft, place, name, led, parent, cancellationToken));
                case { } other when _reusesNodes && parent.FindSame(name, status) is { } same:
                    draft.Arrive(place, same);
                    _tally.CountOther();
                    return default;
                case { } other:
                    var target = other is NodeType.SymbolicLink ? draft.Folder.ReadLink(name) : null;
                    draft.Arrive(place, _builder.Build(name, other, status, _tally.AttributesOf(draft, name, status, out var lost), target) with { Error = lost });
                    _tally.CountOther();
                    return default;
                default:
                    _tally.Report(draft.Path, name, new Cause.Known(new SourceTypeUnknown(DisplayPath.Of(draft.Path) + "/" + name)));
                    draft.Arrive(place, null);
                    return default;
            }
        }
        catch (NativeIOException cause)
        {
            _tally.Report(draft.Path, name, Cause.Of(cause));
            draft.Arrive(place, null);
            return default;
        }
    }

    private void TakeFile(FolderDraft draft, int place, FileName name, in FileStatus status, ParentFolder parent, FileBatch batch)
    {
        _still?.Count(draft.Folder, status);
        if (_reusesNodes && parent.FindSame(name, status) is { } same && HasAll(same.Content))
        {
            draft.Arrive(place, same);
            _tally.CountFile((long)same.Size, isUnchanged: true);
            return;
        }

        if (parent.FindUnchanged(name, status, _options.IgnoresInode, _options.IgnoresChangeTime) is { } known && HasAll(known.Content))
        {
            var attributes = _tally.AttributesOf(draft, name, status, out var lost);
            draft.Arrive(place, _builder.BuildFile(name, status, attributes, known.Content, known.Size) with { Error = lost });
            _tally.CountFile((long)known.Size, isUnchanged: true);
        }
        else
            batch.Add(place, name, status.Size);
    }

    private bool HasAll(IReadOnlyList<BlobId> content)
    {
        for (var i = 0; i < content.Count; i++)
        {
            if (!_repository.HasData(content[i]))
                return false;
        }

        return true;
    }

    private async ValueTask TakeFolderAsync(
        FolderDraft draft, int place, FileName name, FileStatus status, ParentFolder parent, int depth, CancellationToken cancellationToken)
    {
        if (draft.Path.Length + 1 + name.Bytes.Length > WalkLimit.LongestPath)
        {
            _tally.Report(draft.Path, name, new Cause.Known(WalkLimit.TooDeep([.. draft.Path, (byte)'/', .. name.Bytes])));
            draft.Arrive(place, null);
            return;
        }

        try
        {
            var path = DisplayPath.Join(draft.Path, name);
            // First of all: where something is mounted the picture has another directory.
            Folder? still = null;
            if (_still is not null)
                (still, status) = _still.Open(draft.Folder, name, path, status);
            var node = _reusesNodes ? parent.FindSame(name, status) : null;
            if (node?.Subtree is { } known && _options.Changed is { } changed && !changed.Contains(path) && _repository.HasTree(known))
            {
                _tally.CountTakenOver();
                draft.Arrive(place, node);
                return;
            }

            if (node is null)
            {
                var attributes = _tally.AttributesOf(draft, name, status, out var lost, still);
                node = _builder.Build(name, NodeType.Directory, status, attributes) with { Error = lost };
            }

            _own.Pass(status);
            var subfolder = still ?? draft.Folder.Open(name);
            _tally.CountFolder();
            var before = await parent.EnterAsync(name, cancellationToken);
            if (_walkers.TryTake())
            {
                _walkers.Start(() => WalkOrReportAsync(draft, place, node, subfolder, path, before, depth: 0, cancellationToken));
                return;
            }

            await WalkOrReportAsync(draft, place, node, subfolder, path, before, depth + 1, cancellationToken);
        }
        catch (NativeIOException cause)
        {
            _tally.Report(draft.Path, name, Cause.Of(cause));
            draft.Arrive(place, null);
        }
    }

    /// <summary>A directory that cannot be listed is left out, and its parent stops waiting for it.</summary>
    private async Task WalkOrReportAsync(
        FolderDraft above, int place, Node node, Folder folder, byte[] path, ParentFolder parent, int depth, CancellationToken cancellationToken)
    {
        try
        {
            await WalkAsync(above, place, node, folder, path, parent, depth, cancellationToken);
        }
        catch (NativeIOException cause)
        {
            _tally.Report(above.Path, node.Name, Cause.Of(cause));
            if (above.Arrive(place, null))
                await CompleteAsync(above, cancellationToken);
        }
    }

    private async ValueTask DispatchAsync(FileBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Items.Count == 0)
            return;
        await _slots.WaitAsync(cancellationToken);
        batch.Draft.BeginReading();
        _slots.Start(async () =>
        {
            if (await _reader.ReadAsync(batch, cancellationToken) is { } complete)
                await CompleteAsync(complete, cancellationToken);
        });
    }

    /// <summary>Takes what becomes an entry by itself: a block source, or a directory that leads to some.</summary>
    private async ValueTask ArriveAsync(FolderDraft draft, int place, Task<Node?> pending, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        _slots.Start(async () =>
        {
            if (draft.Arrive(place, await pending))
                await CompleteAsync(draft, cancellationToken);
        });
    }

    private async ValueTask EndFolderAsync(FolderDraft draft, CancellationToken cancellationToken)
    {
        if (!draft.EndWalk())
            return;
        for (; draft.UnchangedTree is { } tree; draft = draft.Parent)
        {
            if (!Deliver(draft, tree) || draft.Parent is null)
                return;
        }

        await _slots.WaitAsync(cancellationToken);
        _slots.Start(() => CompleteAsync(draft, cancellationToken));
    }

    /// <summary>Stores a directory whose entries have all arrived, and those above that become complete by it.</summary>
    private async Task CompleteAsync(FolderDraft draft, CancellationToken cancellationToken)
    {
        while (true)
        {
            var tree = draft.UnchangedTree ?? await _writer.AddTreeAsync(draft.Nodes, cancellationToken);
            if (!Deliver(draft, tree) || draft.Parent is not { } parent)
                return;
            draft = parent;
        }
    }

    /// <summary>Hands a complete directory to the one around it; true when that is complete by it.</summary>
    private bool Deliver(FolderDraft draft, BlobId tree)
    {
        if (draft.Parent is { } parent)
            return parent.Arrive(draft.Place, draft.Node!.Subtree == tree ? draft.Node : draft.Node with { Subtree = tree });
        _root = tree;
        return false;
    }
}
