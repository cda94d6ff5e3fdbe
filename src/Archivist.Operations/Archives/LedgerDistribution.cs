using Archivist.Evidence;
using Archivist.Evidence.Copying;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;

namespace Archivist.Operations.Archives;

/// <summary>Copies the ledger to the replicas that were filled: into the directory <c>ledger</c> of each, where restic and every other reader of repositories pass it over.</summary>
internal sealed class LedgerDistribution(OperationContext context, ArchivistSettings settings)
{
    /// <summary>The directory of a replica that has the copy.</summary>
    internal const string Name = "ledger";

    /// <summary>Brings all copies up to date, one after the other.</summary>
    /// <returns>The most severe failure, which was reported; <see cref="Platform.Problems.Failure.None"/> without any.</returns>
    internal async Task<Platform.Problems.Failure> RunAsync(CancellationToken cancellationToken)
    {
        var entries = new Bookkeeping();
        if (LedgerFolder.IsBegun(settings.Ledger.Folder, settings.Ledger.Key))
            await entries.TryAsync(() => RunAsync(entries, cancellationToken));
        return entries.Report(context.Events);
    }

    private async Task RunAsync(Bookkeeping entries, CancellationToken cancellationToken)
    {
        using var places = new LedgerPlaces(context);
        var key = (await new ArchiveLedger(settings, context.Clock).OpenAsync(cancellationToken)).Key;
        // What was typed out is no replica of the settings, and no entry of the ledger is about it.
        foreach (var (_, _, address) in context.Filled.Where(filled => settings.Replicas.Any(replica => replica.Name == filled.Name && replica.Url == filled.Address)))
        {
            await entries.TryAsync(() => UpdateAsync(places, address, key, cancellationToken));
        }
    }

    private async Task UpdateAsync(LedgerPlaces places, string replica, NoteKey key, CancellationToken cancellationToken)
    {
        foreach (var (address, copy) in await places.FindAsync(replica, cancellationToken))
        {
            if (copy is null)
                context.Note(new Notice.LedgerNotTaken(address));
            else
                await LedgerCopies.UpdateAsync(settings.Ledger.Folder, key, copy, cancellationToken);
        }
    }
}
