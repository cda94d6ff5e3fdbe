using Archivist.Platform.FileSystem;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;

namespace Archivist.Restore.Comparing;

/// <summary>
/// Compares two trees by their metadata, as <c>restic diff</c> does: directories that are the same are not entered, except to see whether
/// content that seems new or gone exists elsewhere. One instance serves one comparison.
/// </summary>
/// <param name="repository">Where both lie.</param>
/// <param name="showsMetadata">Also reports entries of which only metadata differ.</param>
/// <param name="onChange">Receives every difference, in the order of paths.</param>
public sealed class SnapshotDiff(IndexedRepository repository, bool showsMetadata, Action<TreeChange> onChange)
{
    private readonly BlobSet _before = new();
    private readonly BlobSet _after = new();
    private readonly List<BlobId> _same = [];
    private readonly TreeTally _added = new(), _removed = new();
    private WalkLimit _limit = null!;
    private long _changedFiles;

    /// <summary>Compares the first tree with the second.</summary>
    public async Task<DiffStatistics> RunAsync(BlobId before, BlobId after, CancellationToken cancellationToken)
    {
        _limit = new WalkLimit(repository, before, after);
        _before.Trees.Add(before);
        _after.Trees.Add(after);
        if (before != after)
            await CompareAsync(before, after, [], 0, cancellationToken);
        _before.RemoveCommon(_after);
        await ForgetWhatIsElsewhereAsync(cancellationToken);
        return new DiffStatistics(_changedFiles, TotalsOf(_added, _after), TotalsOf(_removed, _before));
    }

    private async Task CompareAsync(BlobId before, BlobId after, byte[] folder, int depth, CancellationToken cancellationToken)
    {
        if (depth % 64 == 63)
            await Task.Yield();
        var old = (await repository.ReadTreeAsync(before, cancellationToken)).OrderBy(node => node.Name).ToList();
        var now = (await repository.ReadTreeAsync(after, cancellationToken)).OrderBy(node => node.Name).ToList();
        await _limit.PassAsync(old.Count + now.Count, cancellationToken);
        for (int i = 0, j = 0; i < old.Count || j < now.Count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var order = i == old.Count ? 1 : j == now.Count ? -1 : old[i].Name.CompareTo(now[j].Name);
            if (order < 0)
                await ReportAllAsync(old[i++], folder, "-", _removed, _before, depth, cancellationToken);
            else if (order > 0)
                await ReportAllAsync(now[j++], folder, "+", _added, _after, depth, cancellationToken);
            else
                await CompareEntryAsync(old[i++], now[j++], folder, depth, cancellationToken);
        }
    }

    private async Task CompareEntryAsync(Node before, Node after, byte[] folder, int depth, CancellationToken cancellationToken)
    {
        _before.Add(before);
        _after.Add(after);
        var path = DisplayPath.Join(folder, after.Name);
        var mark = before.Type == after.Type && before.ForeignType == after.ForeignType ? "" : "T";
        if (before.Type is NodeType.File && after.Type is NodeType.File && !before.Content.SequenceEqual(after.Content))
        {
            mark += "M";
            _changedFiles++;
        }
        else if (showsMetadata && (mark.Length > 0 || !NodeChanges.HasSameContent(before, after) || !NodeChanges.HasSameMetadata(before, after)))
            mark += "U";
        if (mark.Length > 0)
            onChange(new TreeChange(path, after.Type is NodeType.Directory, mark));
        if (before.Subtree is not { } old || after.Subtree is not { } now)
            return;
        if (old == now)
        {
            _same.Add(old);
            return;
        }

        WalkLimit.ThrowIfTooDeep(path);
        await CompareAsync(old, now, path, depth + 1, cancellationToken);
    }

    /// <summary>Reports an entry that exists on one side only, and all entries below it.</summary>
    private async Task ReportAllAsync(
        Node node, byte[] folder, string mark, TreeTally tally, BlobSet blobs, int depth, CancellationToken cancellationToken)
    {
        if (depth % 64 == 63)
            await Task.Yield();
        var path = DisplayPath.Join(folder, node.Name);
        onChange(new TreeChange(path, node.Type is NodeType.Directory, mark));
        tally.Count(node.Type);
        blobs.Add(node);
        if (node.Subtree is not { } subtree)
            return;
        WalkLimit.ThrowIfTooDeep(path);
        var children = await repository.ReadTreeAsync(subtree, cancellationToken);
        await _limit.PassAsync(children.Count, cancellationToken);
        foreach (var child in children)
            await ReportAllAsync(child, path, mark, tally, blobs, depth + 1, cancellationToken);
    }

    /// <summary>Content that also lies in a directory common to both sides is neither new nor gone.</summary>
    private async Task ForgetWhatIsElsewhereAsync(CancellationToken cancellationToken)
    {
        var seen = new HashSet<BlobId>();
        var open = new Stack<BlobId>(_same);
        while (!(_before.IsEmpty && _after.IsEmpty) && open.TryPop(out var tree))
        {
            if (!seen.Add(tree))
                continue;
            _before.Trees.Remove(tree);
            _after.Trees.Remove(tree);
            foreach (var node in await repository.ReadTreeAsync(tree, cancellationToken))
            {
                _before.Data.ExceptWith(node.Content);
                _after.Data.ExceptWith(node.Content);
                if (node.Subtree is { } subtree)
                    open.Push(subtree);
            }
        }
    }

    private DiffStatistics.Totals TotalsOf(TreeTally tally, BlobSet blobs) => new(
        tally.Files, tally.Folders, tally.Others, blobs.Data.Count, blobs.Trees.Count,
        blobs.Data.Sum(id => repository.FindDataLength(id) ?? 0) + blobs.Trees.Sum(id => repository.FindTreeLength(id) ?? 0));

    private sealed class TreeTally
    {
        internal long Files { get; private set; }

        internal long Folders { get; private set; }

        internal long Others { get; private set; }

        internal void Count(NodeType type)
        {
            if (type is NodeType.File)
                Files++;
            else if (type is NodeType.Directory)
                Folders++;
            else
                Others++;
        }
    }

    private sealed class BlobSet
    {
        internal HashSet<BlobId> Data { get; } = [];

        internal HashSet<BlobId> Trees { get; } = [];

        internal bool IsEmpty => Data.Count == 0 && Trees.Count == 0;

        internal void Add(Node node)
        {
            Data.UnionWith(node.Content);
            if (node.Subtree is { } tree)
                Trees.Add(tree);
        }

        internal void RemoveCommon(BlobSet other)
        {
            RemoveCommon(Data, other.Data);
            RemoveCommon(Trees, other.Trees);
        }

        private static void RemoveCommon(HashSet<BlobId> some, HashSet<BlobId> others)
        {
            var common = some.Where(others.Contains).ToList();
            some.ExceptWith(common);
            others.ExceptWith(common);
        }
    }
}
