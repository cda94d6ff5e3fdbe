using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;

namespace Archivist.Tests.Faults;

/// <summary>What of a repository's snapshots cannot be read, established by reading every blob of every one of them.</summary>
internal sealed class Losses
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly Dictionary<SnapshotId, HashSet<BlobId>> _bySnapshot = [];
    private readonly HashSet<SnapshotId> _roots = [];

    /// <summary>Nothing.</summary>
    internal static Losses None { get; } = new();

    internal bool IsEmpty => _bySnapshot.Count == 0;

    /// <summary>Reads everything. A snapshot in a newer form, tagged or repaired, goes by the name of its first.</summary>
    internal static async Task<Losses> FindAsync(OpenRepository repository)
    {
        var losses = new Losses();
        IndexedRepository indexed;
        try
        {
            indexed = await repository.LoadIndexAsync(Never);
        }
        catch (ArchivistException)
        {
            // A damaged index: nothing can be restored at all.
            foreach (var snapshot in await repository.ListSnapshotsAsync(Never))
                losses.Add(snapshot, snapshot.Tree);
            return losses;
        }

        foreach (var snapshot in await repository.ListSnapshotsAsync(Never))
        {
            var pending = new Stack<BlobId>([snapshot.Tree]);
            while (pending.TryPop(out var tree))
            {
                if (!await CanReadAsync(indexed, BlobType.Tree, tree))
                {
                    losses.Add(snapshot, tree);
                    continue;
                }

                foreach (var node in await indexed.ReadTreeAsync(tree, Never))
                {
                    if (node.Subtree is { } subtree)
                        pending.Push(subtree);
                    foreach (var blob in node.Content)
                    {
                        if (!await CanReadAsync(indexed, BlobType.Data, blob))
                            losses.Add(snapshot, blob);
                    }
                }
            }
        }

        return losses;
    }

    /// <summary>No snapshot lost more than in <paramref name="atMost"/>; there a lost root stands for everything below it.</summary>
    internal void ExpectWithin(Losses atMost, string when)
    {
        foreach (var (snapshot, lost) in _bySnapshot)
        {
            Assert.True(atMost._bySnapshot.TryGetValue(snapshot, out var before), $"{when}: snapshot {snapshot} lost {string.Join(", ", lost)}");
            Assert.True(atMost._roots.Contains(snapshot) || lost.IsSubsetOf(before), $"{when}: snapshot {snapshot} lost {string.Join(", ", lost.Except(before))}");
        }
    }

    public override string ToString() =>
        IsEmpty ? "nothing is lost" : string.Join("; ", _bySnapshot.Select(item => $"snapshot {item.Key} lost {string.Join(", ", item.Value)}"));

    private static async Task<bool> CanReadAsync(IndexedRepository indexed, BlobType type, BlobId blob)
    {
        try
        {
            (await indexed.ReadBlobAsync(type, blob, Never)).Dispose();
            return true;
        }
        catch (ArchivistException cause) when (cause.Failure is Failure.DataLoss or Failure.Tampering)
        {
            return false;
        }
    }

    private void Add(Snapshot snapshot, BlobId blob)
    {
        var id = snapshot.Original ?? snapshot.Id;
        if (!_bySnapshot.TryGetValue(id, out var lost))
            _bySnapshot.Add(id, lost = []);
        lost.Add(blob);
        if (blob == snapshot.Tree)
            _roots.Add(id);
    }
}
