using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Restore.Problems;

namespace Archivist.Restore.Restoring;

/// <summary>
/// Walks a tree of a snapshot and puts what is selected in its place below the target: directories, links, devices, and files without
/// their content. In a dry run only says what it would do. One instance serves one walk.
/// </summary>
internal sealed class RestoreWalk(IndexedRepository repository, RestoreOptions options, RestoreTally tally, RestoreWindow window)
{
    private readonly Dictionary<(ulong Device, ulong Inode), LinkedFile> _linked = [];
    private readonly ProtectedFolders _protected = ProtectedFolders.Find(options.Own);
    private readonly byte[] _within = SnapshotTree.BytesOf(options.Folder);
    private WalkLimit _limit = null!;
    private RestoreDeletion? _deletion;

    /// <summary>Receives the number of entries read; null when no forecast is wanted.</summary>
    internal RestoreForecast? Forecast { get; init; }

    /// <summary>Which of several walks this is; null for the only one.</summary>
    internal RestoreStage? Stage { get; init; }

    private bool Makes => Stage is not { Makes: false };

    /// <summary>Where others are removed: the directories in which that is allowed. Null removes nothing.</summary>
    internal CapturedFolders? Captured { get; init; }

    /// <summary>Something was selected.</summary>
    internal bool HasFound { get; private set; }

    internal async Task RunAsync(BlobId tree, Folder? target, CancellationToken cancellationToken)
    {
        _limit = new WalkLimit(repository, tree);
        _deletion = Captured is null || !Makes ? null : new RestoreDeletion(options, tally, _protected, Report);
        using var root = new RestoredFolder(null, null, [], target)
        {
            IsMade = true,
            IsCaptured = Captured?.Covers(_within) == true,
            GivesRights = target?.HasDefaultAcl() == true,
        };
        await WalkAsync(root, repository.ReadTreeAsync(tree, cancellationToken), 0, cancellationToken);
        // The target is the caller's.
        root.Handle = null;
    }

    private async Task WalkAsync(RestoredFolder folder, Task<IReadOnlyList<Node>> tree, int depth, CancellationToken cancellationToken)
    {
        if (depth % 64 == 63)
            await Task.Yield();
        if (await TryReadAsync(tree, folder) is not { } nodes)
            return;
        await _limit.PassAsync(nodes.Count, cancellationToken);
        Forecast?.Pass(nodes.Count);
        var trees = new TreesAhead(repository, nodes);
        if (options.Selection.IsEverything)
            trees.Begin(0, cancellationToken);
        _deletion?.DeleteOthers(folder, nodes);
        HashSet<FileName>? seen = null;
        var hasSuchNames = nodes.Any(node => node.Name.Bytes.EndsWith(".incomplete"u8));
        for (var i = 0; i < nodes.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var node = nodes[i];
            if (!node.Name.IsSafe)
            {
                Refuse(folder, node, EntryFault.NameUnsafe);
                continue;
            }

            // A second entry of one name could put a link where the first one's metadata are about to be set.
            if (seen is null && i > 0 && nodes[i - 1].Name.CompareTo(node.Name) >= 0)
                seen = [.. nodes.Take(i).Select(other => other.Name)];
            if (seen?.Add(node.Name) == false)
            {
                Refuse(folder, node, EntryFault.NameRepeated);
                continue;
            }

            var path = DisplayPath.Join(folder.Path, node.Name);
            var isSelected = options.Selection.Selects(path);
            if (node.Type is NodeType.Directory)
                await TakeFolderAsync(folder, trees, i, node, path, isSelected, depth, cancellationToken);
            else if (isSelected)
                TakeEntry(folder, node, path, hasSuchNames);
            await window.FlushIfFullAsync(cancellationToken);
        }
    }

    private void Refuse(RestoredFolder folder, Node node, EntryFault fault)
    {
        var path = DisplayPath.Of(folder.Path) + "/" + node.Name;
        tally.Add(path, new EntryInvalid(path, fault));
    }

    private async Task<IReadOnlyList<Node>?> TryReadAsync(Task<IReadOnlyList<Node>> tree, RestoredFolder folder)
    {
        try
        {
            return await tree;
        }
        catch (ArchivistException cause) when (folder.Above is not null && (cause.Failure is Failure.Tampering or Failure.DataLoss
            || (Stage is not null && cause.Failure is (Failure.MediumFailed or Failure.TooFewReplicas))))
        {
            tally.Add(DisplayPath.Of(folder.Path), cause.Problem);
            return null;
        }
    }

    private async Task TakeFolderAsync(
        RestoredFolder above, TreesAhead trees, int position, Node node, byte[] path, bool isSelected, int depth, CancellationToken cancellationToken)
    {
        using var folder = new RestoredFolder(above, node, path, null)
        {
            IsCaptured = Captured is not null && (above.IsCaptured || Captured.Covers([.. _within, .. path])),
        };
        if (isSelected && !TryMake(folder))
            return;
        if (path.Length > WalkLimit.LongestPath)
            tally.Add(DisplayPath.Of(path), WalkLimit.TooDeep(path));
        else if (node.Subtree is { } subtree && options.Selection.MaySelectBelow(path, isSelected))
        {
            var read = options.Selection.IsEverything
                ? trees.ReadAsync(position, subtree, cancellationToken)
                : repository.ReadTreeAsync(subtree, cancellationToken);
            await WalkAsync(folder, read, depth + 1, cancellationToken);
        }

        if (folder.IsMade && !folder.IsKept)
            window.AddFinishedFolder(new RestoredEntry(above.Path, node) { MayHaveOtherRights = !folder.IsNew || above.GivesRights });
    }

    /// <summary>Makes a directory and those above it that are not made yet; false when that cannot be.</summary>
    private bool TryMake(RestoredFolder folder)
    {
        var pending = new Stack<RestoredFolder>();
        for (var next = folder; next is { IsMade: false }; next = next.Above)
            pending.Push(next);
        while (pending.TryPop(out var next))
        {
            if (!TryMake(next.Above!, next))
                return false;
        }

        return true;
    }

    private bool TryMake(RestoredFolder above, RestoredFolder folder)
    {
        HasFound = true;
        var name = folder.Node!.Name;
        try
        {
            var existing = above.IsNew ? null : above.Handle?.TryStatusOf(name);
            var isFolder = existing?.Type is NodeType.Directory;
            if (existing is { } found && _protected.FindOwn(found) is { } own)
            {
                tally.Add(DisplayPath.Of(folder.Path), new OwnDirectoryKept(DisplayPath.Of(folder.Path), own));
                return false;
            }

            folder.IsKept = options.Overwrite is OverwritePolicy.Never && existing is not null;
            if (folder.IsKept && !isFolder)
            {
                Report(folder.Path, RestoreAction.Keep, 0);
                tally.Kept++;
                return false;
            }

            if (Makes)
                Report(folder.Path, isFolder ? (folder.IsKept ? RestoreAction.Keep : RestoreAction.SetMetadata) : existing is null ? RestoreAction.Create : RestoreAction.Overwrite, 0);
            if (!options.IsDryRun)
            {
                if (existing is not null && !isFolder)
                    above.Handle!.Remove(name);
                folder.IsNew = above.Handle!.MakeFolder(name);
                if (existing is { } present && isFolder && !folder.IsKept)
                    above.Handle.MakeWritable(name, present);
                // Before anything is made in it, for that would get rights from it.
                if (!folder.IsKept && (above.GivesRights || !folder.IsNew))
                    folder.GivesRights = !above.Handle.TryRemoveAcls(name);
            }

            folder.IsMountPoint = existing?.IsMountPoint == true;
            if (!options.IsDryRun || isFolder)
                folder.Handle = above.Handle!.Open(name);
            if (folder.IsKept && !options.IsDryRun)
                folder.GivesRights = folder.Handle!.HasDefaultAcl();
            folder.IsMade = true;
            if (Makes)
                tally.Folders++;
            return true;
        }
        catch (NativeIOException cause)
        {
            tally.Add(DisplayPath.Of(folder.Path), Failure.Failed, Cause.Of(cause));
            return false;
        }
    }

    private void TakeEntry(RestoredFolder folder, Node node, byte[] path, bool hasSuchNames)
    {
        HasFound = true;
        if (node.ForeignType is { } type)
        {
            tally.Add(DisplayPath.Of(path), new EntryTypeForeign(DisplayPath.Of(path), type));
            return;
        }

        if (!TryMake(folder))
            return;
        var linked = FindLinked(node);
        var hasContent = node.Type is NodeType.File && node.Content.Count > 0 && linked is null;
        var entry = new RestoredEntry(folder.Path, node)
        {
            LinkedTo = linked,
            IsStaged = Stage is not null,
            Length = hasContent ? (long)LengthOf(node) : 0,
            MayHaveOtherRights = folder.GivesRights,
            Unfinished = hasContent ? RestoredEntry.UnfinishedName(node.Name, hasSuchNames) : null,
        };
        Stage?.Recall(entry);
        if (!Makes)
        {
            TakeAgain(entry);
            return;
        }

        try
        {
            var existing = folder.IsNew ? null : folder.Handle?.TryStatusOf(node.Name);
            var action = Choose(node, existing);
            Report(path, action, action is RestoreAction.Create or RestoreAction.Overwrite && entry.LinkedTo is null ? (long)node.Size : 0);
            if (action is RestoreAction.Keep)
            {
                tally.Kept++;
                return;
            }

            if (existing is { Type: NodeType.Directory } inTheWay
                && !(folder.IsCaptured && _deletion?.TryDelete(folder.Handle!, node.Name, path, inTheWay, isReported: false) == true))
                throw new NativeIOException(node.Name.ToString(), Libc.IsADirectory);
            Place(folder.Handle, entry, action);
        }
        catch (NativeIOException cause)
        {
            entry.Fail(Failure.Failed);
            tally.OnProblem(entry, Failure.Failed, Cause.Of(cause));
        }
    }

    /// <summary>The entry that an earlier walk has created.</summary>
    private void TakeAgain(RestoredEntry entry)
    {
        var hasContent = entry.Node.Type is NodeType.File && entry.LinkedTo is null;
        if (hasContent)
            Remember(entry);
        entry.IsMade = true;
        if (entry.IsBroken)
            entry.LinkedFrom?.Break(Failure.DataLoss);
        window.Add(entry, wantsContent: hasContent && entry.Node.Content.Count > 0);
    }

    private RestoreAction Choose(Node node, FileStatus? found)
    {
        if (found is not { } existing)
            return RestoreAction.Create;
        var modified = existing.ModifiedAt;
        var isSame = node.Type is NodeType.File && existing.Type is NodeType.File
            && (ulong)existing.Size == node.Size && modified.IsSameMoment(node.ModifiedAt);
        var isNewer = node.ModifiedAt.Seconds > modified.Seconds
            || (node.ModifiedAt.Seconds == modified.Seconds && node.ModifiedAt.Nanoseconds > modified.Nanoseconds);
        return options.Overwrite switch
        {
            OverwritePolicy.Never => RestoreAction.Keep,
            OverwritePolicy.IfNewer when !isNewer => RestoreAction.Keep,
            OverwritePolicy.IfChanged when isSame => RestoreAction.SetMetadata,
            _ => RestoreAction.Overwrite,
        };
    }

    private void Place(Folder? folder, RestoredEntry entry, RestoreAction action)
    {
        var node = entry.Node;
        if (node.Type is not NodeType.File)
        {
            if (node.LinkTarget.AsSpan().Contains((byte)0))
            {
                tally.OnProblem(entry, new EntryInvalid(entry.ToString(), EntryFault.LinkTargetInvalid));
                return;
            }

            tally.Others++;
            if (options.IsDryRun)
                return;
            if (node.Type is NodeType.SymbolicLink)
                folder!.MakeSymbolicLink(node.Name, node.LinkTarget ?? []);
            else
                folder!.MakeSpecial(node.Name, node.Type, node.Device);
            window.Add(entry, wantsContent: false);
            return;
        }

        if (entry.LinkedTo is not null || action is RestoreAction.SetMetadata)
        {
            tally.WantFile(0);
            if (entry.LinkedTo is null)
            {
                Remember(entry);
                entry.Unfinished = null;
                entry.MayHaveOtherRights = true;
                tally.OnFileDone();
            }

            if (!options.IsDryRun)
                window.Add(entry, wantsContent: false);
            return;
        }

        var length = (ulong)entry.Length;
        if (length != node.Size)
            tally.Add(entry.ToString(), new SizeContradicted(entry.ToString(), node.Size, length));
        tally.WantFile((long)length);
        Remember(entry);
        if (options.IsDryRun)
            return;
        if (options.Delta && length == node.Size && window.TryTakeInPlace(folder!, entry))
            return;
        // Content makes its file itself; of several walks only the first may.
        if (node.Content.Count == 0 || Stage is not null)
            OpenFiles.Make(folder!, entry).Dispose();
        if (node.Content.Count == 0)
            tally.OnFileDone();
        window.Add(entry, wantsContent: node.Content.Count > 0);
    }

    private LinkedFile? FindLinked(Node node) =>
        // The number alone proves nothing: what has other content is another file.
        node.Type is NodeType.File && node.Links > 1 && _linked.TryGetValue((node.DeviceId, node.Inode), out var first)
        && first.Content.SequenceEqual(node.Content) ? first : null;

    /// <summary>What the pieces make that an index knows.</summary>
    private ulong LengthOf(Node node)
    {
        ulong sum = 0;
        foreach (var id in node.Content)
            sum += (ulong)(repository.FindDataLength(id) ?? 0);
        return sum;
    }

    private void Remember(RestoredEntry entry)
    {
        if (entry.Node.Links > 1)
            _linked.TryAdd((entry.Node.DeviceId, entry.Node.Inode), entry.LinkedFrom = new LinkedFile(entry.Folder, entry.Node.Name, entry.Node.Content));
    }

    private void Report(byte[] path, RestoreAction action, long bytes) => options.OnStep?.Invoke(new RestoreStep(DisplayPath.Of(path), action, bytes));
}
