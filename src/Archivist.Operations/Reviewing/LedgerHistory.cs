using Archivist.Evidence;
using Archivist.Operations.Archives;

namespace Archivist.Operations.Reviewing;

/// <summary>What the ledger says about snapshots and copies. Immutable.</summary>
/// <param name="Snapshots">Every snapshot, by its id.</param>
/// <param name="NewestSnapshot">The one that was noted last; null when there is none.</param>
/// <param name="Copied">The last time that each replica was brought up to date, by its name.</param>
internal sealed record LedgerHistory(
    IReadOnlyDictionary<string, LedgerEntry.SnapshotTaken> Snapshots, LedgerEntry.SnapshotTaken? NewestSnapshot, IReadOnlyDictionary<string, LedgerEntry.Replicated> Copied)
{
    /// <summary>Reads the ledger as far as it can be read.</summary>
    internal static async Task<LedgerHistory> ReadAsync(ArchiveLedger ledger, CancellationToken cancellationToken)
    {
        var snapshots = new Dictionary<string, LedgerEntry.SnapshotTaken>(StringComparer.Ordinal);
        var copied = new Dictionary<string, LedgerEntry.Replicated>(StringComparer.Ordinal);
        LedgerEntry.SnapshotTaken? newest = null;
        await foreach (var entry in ledger.TryReadAsync(cancellationToken))
        {
            if (entry is LedgerEntry.SnapshotTaken taken)
                snapshots[taken.Snapshot] = newest = taken;
            if (entry is LedgerEntry.Replicated replicated)
                copied[replicated.Replica] = replicated;
        }

        return new LedgerHistory(snapshots, newest, copied);
    }

    /// <summary>The entry about a snapshot; null when there is none.</summary>
    internal LedgerEntry.SnapshotTaken? FindSnapshot(string id) => Snapshots.TryGetValue(id, out var taken) ? taken : null;
}
