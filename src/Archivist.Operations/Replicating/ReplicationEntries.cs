using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Replicating;

/// <summary>Enters replicas that are complete into the ledger.</summary>
internal static class ReplicationEntries
{
    /// <summary>One entry for each. Without a key only the ledger knows which snapshot is the newest on them.</summary>
    internal static async Task AppendAsync(
        ArchiveLedger ledger, ReplicationSource source, IEnumerable<(string Replica, SynchronizeResult Result)> filled, TimeProvider clock, Bookkeeping entries, CancellationToken cancellationToken)
    {
        // The repository has every snapshot; another replica may be older.
        HashSet<string>? snapshots = null;
        if (source.Replica is not null)
        {
            snapshots = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var item in source.Store.ListAsync(ObjectKind.Snapshot, cancellationToken))
                snapshots.Add(item.Name.Id.ToString());
        }

        LedgerEntry.SnapshotTaken? newest = null;
        await foreach (var entry in ledger.TryReadAsync(cancellationToken))
            newest = entry is LedgerEntry.SnapshotTaken taken && snapshots?.Contains(taken.Snapshot) is not false ? taken : newest;
        foreach (var (replica, result) in filled)
        {
            await entries.TryAsync(() => ledger.AppendAsync(
                new LedgerEntry.Replicated(clock.GetUtcNow(), replica, newest?.Snapshot ?? "", result.ObjectsCopied, result.BytesCopied), cancellationToken));
        }
    }
}
