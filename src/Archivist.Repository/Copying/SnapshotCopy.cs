using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Packs;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Writing;

namespace Archivist.Repository.Copying;

/// <summary>
/// Copies snapshots from one repository into another one with its own keys. Blobs are decrypted, checked and sealed again; they
/// are not chunked again, so trees and files keep their ids. A snapshot that was copied before is found by its original and left out.
/// </summary>
public sealed class SnapshotCopy
{
    private const int ReadsAtATime = 4;

    private readonly IndexedRepository _source;
    private readonly IndexedRepository _destination;

    private SnapshotCopy(IndexedRepository source, IndexedRepository destination, IReadOnlyList<Snapshot> pending, int present)
    {
        _source = source;
        _destination = destination;
        Pending = pending;
        Present = present;
    }

    /// <summary>Snapshots that are missing from the destination, oldest first.</summary>
    public IReadOnlyList<Snapshot> Pending { get; }

    /// <summary>Snapshots that the destination already has.</summary>
    public int Present { get; }

    /// <summary>Compares the two repositories; nothing is written.</summary>
    public static async Task<SnapshotCopy> PrepareAsync(
        IndexedRepository source, IndexedRepository destination, IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken)
    {
        var there = (await destination.Repository.ListSnapshotsAsync(cancellationToken))
            .SelectMany(snapshot => snapshot.Original is { } original ? new[] { (original, snapshot), (snapshot.Id, snapshot) } : [(snapshot.Id, snapshot)])
            .ToLookup(item => item.Item1, item => item.snapshot);
        var pending = snapshots.Where(snapshot => !there[snapshot.Original ?? snapshot.Id].Any(copy => SaysTheSame(copy, snapshot))).ToList();
        return new SnapshotCopy(source, destination, pending, snapshots.Count - pending.Count);
    }

    /// <summary>Copies one snapshot: its content becomes durable first, then itself. Returns the copy and what it added.</summary>
    public async Task<(Snapshot Copy, WriteTotals Added)> CopyAsync(Snapshot snapshot, IProgress<WriteTotals>? progress, CancellationToken cancellationToken)
    {
        await using var writer = _destination.BeginWrite(PackSizing.Default);
        var data = await CopyTreesAsync(snapshot.Tree, writer, cancellationToken);
        await CopyDataAsync(_source, writer, data, progress, cancellationToken);
        // What a parent was compared with is of no use in another repository.
        var copy = await writer.CommitAsync(snapshot with { Parent = null, Original = snapshot.Original ?? snapshot.Id }, cancellationToken);
        return (copy, writer.Totals);
    }

    /// <summary>Copies data as it is: decrypted, checked, and sealed again.</summary>
    internal static async Task CopyDataAsync(
        IndexedRepository source, RepositoryWriter writer, IReadOnlySet<BlobId> data, IProgress<WriteTotals>? progress, CancellationToken cancellationToken)
    {
        // Neighbours in a pack are read one after the other.
        var ordered = data.OrderBy(blob => source.FindData(blob) is { } place ? (place.Pack.ToString(), place.Offset) : ("", 0));
        await Parallel.ForEachAsync(
            ordered, new ParallelOptions { MaxDegreeOfParallelism = ReadsAtATime, CancellationToken = cancellationToken },
            async (blob, stop) =>
            {
                var content = await source.ReadBlobAsync(BlobType.Data, blob, stop);
                var id = await await writer.AddDataAsync(content, content.Memory.Length, stop);
                if (id != blob)
                    throw new InvalidOperationException($"Blob {blob} became {id}.");
                progress?.Report(writer.Totals);
            });
    }

    private async Task<HashSet<BlobId>> CopyTreesAsync(BlobId root, RepositoryWriter writer, CancellationToken cancellationToken)
    {
        var data = new HashSet<BlobId>();
        var seen = new HashSet<BlobId>();
        var pending = new Stack<BlobId>([root]);
        while (pending.TryPop(out var tree))
        {
            // A directory that the destination has may still lack content below, after a prune that was killed or a repair: all are walked.
            if (!seen.Add(tree))
                continue;
            using var json = await _source.ReadBlobAsync(BlobType.Tree, tree, cancellationToken);
            foreach (var node in TreeFile.Read(json.Memory.Span, tree))
            {
                if (node.Subtree is { } subtree)
                    pending.Push(subtree);
                data.UnionWith(node.Content.Where(blob => !_destination.HasData(blob)));
            }

            if (!_destination.Index.Contains(BlobType.Tree, tree))
                await writer.AddTreeAsync(json.Memory.ToArray(), cancellationToken);
        }

        return data;
    }

    private static bool SaysTheSame(Snapshot a, Snapshot b) =>
        a.Time.IsSameMoment(b.Time) && a.Tree == b.Tree && a.Hostname == b.Hostname && a.Username == b.Username
        && a.UserId == b.UserId && a.GroupId == b.GroupId
        && a.Paths.SequenceEqual(b.Paths) && a.Tags.SequenceEqual(b.Tags) && a.Excludes.SequenceEqual(b.Excludes);
}
