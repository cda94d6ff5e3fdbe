using System.CommandLine;
using Archivist.App.Composition;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;

namespace Archivist.App.Cli;

/// <summary>Warns when <c>latest</c>, which goes by date, may not be the last snapshot that was taken.</summary>
internal static class LatestWarning
{
    /// <summary>Says it once, where one of the references means the latest.</summary>
    /// <param name="parsed">Whose ledger is asked; null for none.</param>
    /// <param name="repository">Whose store is asked.</param>
    /// <param name="snapshots">All snapshots, oldest first.</param>
    /// <param name="filter">Which of them count.</param>
    /// <param name="references">What the operator wrote; none means all snapshots.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    internal static async Task TellAsync(
        ParseResult? parsed, OpenRepository repository, IReadOnlyList<Snapshot> snapshots, SnapshotFilter filter, IEnumerable<string> references,
        CancellationToken cancellationToken)
    {
        var named = references.ToList();
        if (named.Count == 0)
            CommandContext.Current.NoteUnread(repository);
        if (!named.Exists(reference => reference is "latest" || reference.StartsWith("latest:", StringComparison.Ordinal)))
            return;
        var ledger = parsed is null ? null : await FindLedgerAsync(parsed, cancellationToken);
        await TellAsync(ledger, repository, [.. snapshots.Where(filter.Matches)], cancellationToken);
    }

    /// <summary>Says it of these snapshots.</summary>
    internal static async Task TellAsync(ArchiveLedger? ledger, OpenRepository repository, IReadOnlyList<Snapshot> candidates, CancellationToken cancellationToken)
    {
        // One alone is the latest by any count, unless it is dated after now.
        var context = CommandContext.Current;
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
            context.Output.Warn(
                doubt.Sentence,
                new LatestWarningRecord(
                    "warning", "latest", doubt.Sentence, doubt.ByDate.Id.ToString(), doubt.ByLedger?.Id.ToString(), doubt.ByArrival?.Id.ToString(), doubt.IsAhead),
                CliJson.Default.LatestWarningRecord);
        }
    }

    /// <summary>The ledger of the settings in use; a command that names its repository has none, and one that reads discs works without settings.</summary>
    internal static async Task<ArchiveLedger?> FindLedgerAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (Session.NamesRepository(parsed) && parsed.GetValue(CommonOptions.Configuration) is null)
            return null;
        try
        {
            return new ArchiveLedger(await Session.ReadSettingsAsync(parsed, cancellationToken), CommandContext.Current.Clock);
        }
        catch (ArchivistException)
        {
            // What needs the settings has read them before, and reports what is wrong with them.
            return null;
        }
    }
}
