using Archivist.Operations.Events;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Archives;

/// <summary>Warns when <c>latest</c>, which goes by date, may not be the last snapshot that was taken.</summary>
internal static class LatestWarning
{
    /// <summary>Says it once, where one of the references means the latest.</summary>
    /// <param name="archive">Whose ledger is asked, if <paramref name="withLedger"/>.</param>
    /// <param name="withLedger">The ledger is that of the repository.</param>
    /// <param name="repository">Whose store is asked.</param>
    /// <param name="snapshots">All snapshots, oldest first.</param>
    /// <param name="filter">Which of them count.</param>
    /// <param name="references">What the operator wrote; none means all snapshots.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    internal static async Task TellAsync(
        Archive archive, bool withLedger, OpenRepository repository, IReadOnlyList<Snapshot> snapshots, SnapshotFilter filter, IEnumerable<string> references,
        CancellationToken cancellationToken)
    {
        var named = references.ToList();
        if (named.Count == 0)
            archive.Context.NoteUnread(repository);
        if (!named.Exists(reference => reference is "latest" || reference.StartsWith("latest:", StringComparison.Ordinal)))
            return;
        var ledger = withLedger ? await archive.FindLedgerAsync(cancellationToken) : null;
        await TellAsync(archive.Context, ledger, repository, [.. snapshots.Where(filter.Matches)], cancellationToken);
    }

    /// <summary>Says it of these snapshots.</summary>
    internal static async Task TellAsync(OperationContext context, ArchiveLedger? ledger, OpenRepository repository, IReadOnlyList<Snapshot> candidates, CancellationToken cancellationToken)
    {
        // One alone is the latest by any count, unless it is dated after now.
        context.NoteUnread(repository);
        var arrivals = SnapshotArrivals.Unknown;
        if (candidates.Count > 1)
        {
            arrivals = await arrivals.WithStoreAsync(repository.Store, candidates, cancellationToken);
            if (ledger is not null)
                arrivals = arrivals with { Ledger = await ledger.ListSnapshotsAsync(cancellationToken) };
        }

        if (LatestDoubt.Find(candidates, arrivals, context.Clock.GetUtcNow()) is { } doubt)
        {
            context.Events.Report(new OperationEvent.LatestIsInDoubt(doubt));
        }
    }
}
