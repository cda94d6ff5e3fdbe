using Archivist.Evidence;

namespace Archivist.Operations.Archives;

/// <summary>Enters snapshots that were removed.</summary>
internal static class RemovedSnapshots
{
    /// <summary>As many entries as the ids need.</summary>
    internal static void EnterForgotten(this Archive archive, IEnumerable<string> snapshots)
    {
        foreach (var some in snapshots.Chunk(LedgerEntry.SnapshotsForgotten.MostSnapshots))
            archive.Enter(new LedgerEntry.SnapshotsForgotten(archive.Context.Clock.GetUtcNow(), some));
    }
}
