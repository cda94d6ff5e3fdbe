using System.Collections.Concurrent;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Cataloguing;
using Archivist.Repository.Ids;
using Archivist.Repository.Indexing;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;
using Archivist.Repository.Trees;

namespace Archivist.Repository.Checking;

/// <summary>
/// Checks a repository without changing it: every index, pack and snapshot is there and fits together, and, when data is read,
/// every byte of every pack is what its name, its header and its index say.
/// </summary>
public sealed partial class RepositoryCheck
{
    private const int TreesAtATime = 64;

    private readonly OpenRepository _repository;
    private readonly IndexedRepository _indexed;
    private readonly ConcurrentQueue<CheckFinding> _findings = new();
    private readonly List<CheckFinding> _hints = [];
    private readonly MasterIndex _index = new();
    private IndexCatalogue _catalogue = null!;
    private BlobSet _needed = null!;
    private long _bytesRead;

    /// <summary>Prepares a check of <paramref name="repository"/>; nothing is read yet.</summary>
    public RepositoryCheck(OpenRepository repository)
    {
        _repository = repository;
        _indexed = new IndexedRepository(repository, _index);
    }

    /// <summary>Runs the check.</summary>
    /// <param name="readData">Also read and authenticate every pack.</param>
    /// <param name="progress">Bytes of packs read so far.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<CheckReport> RunAsync(bool readData, IProgress<long>? progress, CancellationToken cancellationToken) =>
        RunAsync(readData ? DataSubset.All : null, new Random(0), progress, cancellationToken);

    /// <summary>Runs the check.</summary>
    /// <param name="data">Which packs to read and authenticate; null for none.</param>
    /// <param name="random">Draws packs by lot where <paramref name="data"/> asks for that.</param>
    /// <param name="progress">Bytes of packs read so far.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<CheckReport> RunAsync(DataSubset? data, Random random, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        // First the snapshots: content is there before the snapshot that needs it, so one that comes meanwhile is not taken for damaged.
        var named = await _repository.Store.ListSortedAsync(ObjectKind.Snapshot, cancellationToken);
        await LoadIndexesAsync(cancellationToken);
        var present = await ComparePacksAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Side by side, so that neither waits for the other's store or processor.
        var reading = data is null ? Task.CompletedTask : ReadPacksAsync(data, present, random, progress, stop.Token);
        int snapshots;
        try
        {
            snapshots = await WalkSnapshotsAsync(named, cancellationToken);
            NoteWaste();
        }
        catch
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await reading;
        var unique = _catalogue.Count - _catalogue.Copies.Values.Sum(copies => copies.Count - 1);
        return new CheckReport(snapshots, present.Count, unique, _bytesRead, Ordered(_findings)) { Hints = Ordered(_hints) };
    }

    private async Task ReadPacksAsync(
        DataSubset data, IReadOnlyList<StoredObject> present, Random random, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var known = _catalogue.Packs.ToDictionary(pack => pack.Id);
        await Parallel.ForEachAsync(
            // What no index names is never read by a restore either.
            data.Choose([.. present.Where(pack => known.ContainsKey(new PackId(pack.Name.Id)))], random),
            new ParallelOptions
            {
                CancellationToken = cancellationToken,
                MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, _repository.Store.Traits.MaxConcurrency),
            },
            async (pack, token) =>
            {
                await ReadPackAsync(pack, known[new PackId(pack.Name.Id)], token);
                progress?.Report(Interlocked.Read(ref _bytesRead));
            });
    }

    private static List<CheckFinding> Ordered(IEnumerable<CheckFinding> findings) =>
        [.. findings.OrderByDescending(finding => finding.LosesData).ThenBy(finding => finding.Problem.Subject, StringComparer.Ordinal).ThenBy(finding => finding.Problem.ToString(), StringComparer.Ordinal)];

    private async Task LoadIndexesAsync(CancellationToken cancellationToken)
    {
        _catalogue = await IndexCatalogue.LoadAsync(
            _repository, (name, cause) => _findings.Enqueue(Faulty(name, cause)), cancellationToken);
        _needed = new BlobSet(_catalogue.Count);
        var present = _catalogue.Indexes.Select(index => index.Name.Id).ToHashSet();
        foreach (var index in _catalogue.Indexes)
        {
            foreach (var obsolete in index.Supersedes.Where(present.Contains))
                _hints.Add(new CheckFinding(new IndexObsolete(new ObjectName(ObjectKind.Index, obsolete), index.Name)));
        }

        foreach (var pack in _catalogue.Indexes.SelectMany(index => index.Packs).GroupBy(pack => pack).Where(named => named.Count() > 1))
            _hints.Add(new CheckFinding(new PackIndexedRepeatedly(pack.Key, pack.Count())));
        _hints.AddRange(_catalogue.Packs.Where(pack => pack.HasTrees && pack.HasData).Select(pack => new CheckFinding(new PackMixed(pack.Id))));
    }

    private async Task<List<StoredObject>> ComparePacksAsync(CancellationToken cancellationToken)
    {
        var present = await _repository.Store.ListSortedAsync(ObjectKind.Pack, cancellationToken);
        var lengths = present.ToDictionary(pack => new PackId(pack.Name.Id), pack => pack.Length);
        foreach (var pack in _catalogue.Packs)
        {
            if (!lengths.Remove(pack.Id, out var length))
                _findings.Enqueue(new CheckFinding(new PackMissing(pack.Id)));
            else if (pack.ExpectedLength != length)
                _findings.Enqueue(new CheckFinding(new PackLengthWrong(pack.Id, pack.ExpectedLength, length)));
        }

        foreach (var pack in lengths.Keys)
            _findings.Enqueue(new CheckFinding(new PackUnindexed(pack)));
        var there = present.Select(pack => new PackId(pack.Name.Id)).ToHashSet();
        // Of several copies one that is there is read.
        foreach (var pack in _catalogue.Packs.Where(pack => pack.HasTrees).OrderByDescending(pack => there.Contains(pack.Id)))
            _index.Add(pack.Id, [.. pack.Blobs.Where(blob => blob.Type is BlobType.Tree)]);
        return present;
    }

    private async Task<int> WalkSnapshotsAsync(IReadOnlyList<StoredObject> named, CancellationToken cancellationToken)
    {
        var missing = new HashSet<(BlobType, BlobId)>();
        var count = named.Count;
        foreach (var (name, _) in named)
        {
            try
            {
                var snapshot = SnapshotFile.Read((await _repository.ReadFileAsync(name, cancellationToken)).Span, name);
                await WalkTreesAsync(snapshot, missing, cancellationToken);
            }
            catch (ArchivistException cause) when (cause.Failure is Failure.Tampering or Failure.DataLoss)
            {
                _findings.Enqueue(Faulty(name, cause));
            }
            catch (ObjectMissingException)
            {
                // Forgotten since it was listed.
                count--;
            }
        }

        return count;
    }

    private async Task WalkTreesAsync(Snapshot snapshot, HashSet<(BlobType, BlobId)> missing, CancellationToken cancellationToken)
    {
        // A tree names its subtrees by hash, so there are no cycles; the set keeps shared ones from being walked twice.
        var pending = new Stack<BlobId>([snapshot.Tree]);
        while (pending.Count > 0)
        {
            var batch = new List<BlobId>();
            while (batch.Count < TreesAtATime && pending.TryPop(out var tree))
            {
                if (IsNewlyNeeded(BlobType.Tree, tree, snapshot, missing))
                    batch.Add(tree);
            }

            var read = await Task.WhenAll(batch.Select(tree => Task.Run(() => ReadTreeOrReportAsync(tree, cancellationToken), cancellationToken)));
            for (var i = 0; i < batch.Count; i++)
            {
                foreach (var name in Repeated(read[i]))
                    _findings.Enqueue(new CheckFinding(new EntryContradictory(snapshot.Id, batch[i], name, EntryContradiction.NameRepeated)));
                foreach (var node in read[i])
                {
                    if (node.Subtree is { } subtree)
                        pending.Push(subtree);
                    foreach (var blob in node.Content)
                        IsNewlyNeeded(BlobType.Data, blob, snapshot, missing);
                    if (FindContradiction(snapshot.Id, batch[i], node) is { } contradiction)
                        _findings.Enqueue(new CheckFinding(contradiction));
                }
            }
        }
    }

    private static CheckFinding Faulty(ObjectName name, Exception cause) => new(new ObjectFaulty(name, Cause.Of(cause)));

    /// <summary>Notes that a blob is needed; false when that was known, or when it is missing, which is reported once.</summary>
    private bool IsNewlyNeeded(BlobType type, BlobId blob, Snapshot snapshot, HashSet<(BlobType, BlobId)> missing)
    {
        var position = _catalogue.Find(type, blob);
        if (position >= 0)
            return _needed.Add(position);
        if (missing.Add((type, blob)))
            _findings.Enqueue(new CheckFinding(new SnapshotBlobMissing(snapshot.Id, type, blob)));
        return false;
    }

    private static IEnumerable<FileName> Repeated(IReadOnlyList<Node> nodes)
    {
        for (var i = 1; i < nodes.Count; i++)
        {
            // In order, as nearly all directories are, each name is compared with the one before it, and that is enough.
            if (nodes[i - 1].Name.CompareTo(nodes[i].Name) >= 0)
                return nodes.GroupBy(node => node.Name).Where(same => same.Count() > 1).Select(same => same.Key);
        }

        return [];
    }

    private Problem? FindContradiction(SnapshotId snapshot, BlobId tree, Node node)
    {
        EntryContradictory Contradictory(EntryContradiction what) => new(snapshot, tree, node.Name, what);
        if (!node.Name.IsSafe)
            return Contradictory(EntryContradiction.NameUnsafe);
        if (node.ForeignType is { } type)
            return new EntryTypeUnknown(snapshot, tree, node.Name, type);
        if (node.Type is NodeType.Directory && node.Subtree is null)
            return Contradictory(EntryContradiction.DirectoryWithoutTree);
        if (node.Type is not NodeType.Directory && node.Subtree is not null)
            return Contradictory(EntryContradiction.TreeOfOther);
        if (node.Type is not NodeType.File)
            return node.Content.Count == 0 ? null : Contradictory(EntryContradiction.ContentOfOther);
        long length = 0;
        foreach (var blob in node.Content)
        {
            var position = _catalogue.Find(BlobType.Data, blob);
            if (position < 0)
                return null;
            length += _catalogue.At(position).Blob.PlaintextLength;
        }

        return (ulong)length == node.Size ? null : new EntrySizeWrong(snapshot, tree, node.Name, node.Size, length);
    }

    private void NoteWaste()
    {
        var (copies, copiedBytes, unneeded, unneededBytes) = (0, 0L, 0, 0L);
        foreach (var positions in _catalogue.Copies.Values)
        {
            copies += positions.Count - 1;
            copiedBytes += positions.Skip(1).Sum(position => (long)_catalogue.At(position).Blob.Length);
        }

        foreach (var pack in _catalogue.Packs)
        {
            foreach (var blob in pack.Blobs)
            {
                if (_needed.Contains(_catalogue.Find(blob.Type, blob.Id)))
                    continue;
                unneeded++;
                unneededBytes += blob.Length;
            }
        }

        if (copies > 0)
            _hints.Add(new CheckFinding(new BlobsDuplicated(copies, copiedBytes)));
        if (unneeded > 0)
            _hints.Add(new CheckFinding(new BlobsUnneeded(unneeded, unneededBytes)));
    }

    private async Task<IReadOnlyList<Node>> ReadTreeOrReportAsync(BlobId tree, CancellationToken cancellationToken)
    {
        try
        {
            return await _indexed.ReadTreeAsync(tree, cancellationToken);
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.Tampering or Failure.DataLoss)
        {
            _index.TryFind(BlobType.Tree, tree, out var location);
            _findings.Enqueue(Faulty(new ObjectName(ObjectKind.Pack, location.Pack.Value), cause));
            return [];
        }
    }
}
