using Archivist.Evidence;
using Archivist.Operations.Configuration;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>Compares the snapshots of a repository with the ledger of its settings.</summary>
internal static class VanishedSnapshots
{
    /// <summary>Snapshots that the ledger has, that are not in the repository, and of which no entry says that they were removed; in the order of their entries.</summary>
    /// <returns>None for a repository that is not that of the settings, or without a ledger.</returns>
    internal static async Task<IReadOnlyList<SnapshotId>> FindAsync(Archive archive, ArchivistSettings? settings, IReadOnlySet<Digest> present, CancellationToken cancellationToken)
    {
        if (settings is null || archive.NamesRepository)
            return [];
        var expected = new OrderedDictionary<Digest, bool>();
        await foreach (var entry in new ArchiveLedger(settings, archive.Context.Clock).TryReadAsync(cancellationToken))
        {
            var (added, removed) = entry switch
            {
                LedgerEntry.SnapshotTaken taken => (taken.Snapshot, []),
                LedgerEntry.SnapshotCopied copied => (copied.Snapshot, []),
                LedgerEntry.SnapshotRewritten rewritten => (rewritten.Snapshot, []),
                LedgerEntry.SnapshotsForgotten forgotten => (null, forgotten.Snapshots),
                _ => ((string?)null, (IReadOnlyList<string>)[]),
            };
            if (Digest.TryParse(added, null, out var id))
                expected[id] = true;
            foreach (var gone in removed)
            {
                if (Digest.TryParse(gone, null, out var old))
                    expected.Remove(old);
            }
        }

        return [.. expected.Keys.Where(id => !present.Contains(id)).Select(id => new SnapshotId(id))];
    }

    /// <summary>The same for the objects of a repository, and warns of what it finds.</summary>
    /// <returns><see cref="Failure.Tampering"/> when something has vanished; otherwise <see cref="Failure.None"/>.</returns>
    internal static async Task<Failure> ReportAsync(Archive archive, ArchivistSettings? settings, IEnumerable<ObjectName> objects, CancellationToken cancellationToken)
    {
        var vanished = await FindAsync(archive, settings, objects.Where(name => name.Kind is ObjectKind.Snapshot).Select(name => name.Id).ToHashSet(), cancellationToken);
        if (vanished.Count == 0)
            return Failure.None;
        archive.Context.Warn(new SnapshotsVanished(vanished));
        return Failure.Tampering;
    }
}
