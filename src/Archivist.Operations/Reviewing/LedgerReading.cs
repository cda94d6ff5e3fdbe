using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Keys.Sharing;

namespace Archivist.Operations.Reviewing;

/// <summary>What a ledger says of snapshots, copies, drills and keys on paper, for questions that are asked again and again: a ledger only grows, so it is read again when its size has changed. Immutable.</summary>
/// <param name="Folder">Where the ledger is.</param>
/// <param name="Size">The number of its entries; null when it was not begun.</param>
/// <param name="History">Snapshots and copies.</param>
/// <param name="Keys">Keys on paper.</param>
/// <param name="Drill">The last drill; null for none.</param>
internal sealed record LedgerReading(string Folder, long? Size, LedgerHistory History, SharedKeys Keys, LedgerEntry.Drilled? Drill)
{
    /// <summary>Reads it.</summary>
    /// <param name="context">The clock.</param>
    /// <param name="settings">Where it is.</param>
    /// <param name="last">An earlier reading, which is given back when nothing was added since; null for none.</param>
    /// <param name="cancellationToken">Stops.</param>
    internal static async Task<LedgerReading> ReadAsync(OperationContext context, ArchivistSettings settings, LedgerReading? last, CancellationToken cancellationToken)
    {
        var size = await LedgerFolder.FindSizeAsync(settings.Ledger.Folder, cancellationToken);
        if (last is not null && last.Folder == settings.Ledger.Folder && last.Size == size)
            return last;
        var ledger = new ArchiveLedger(settings, context.Clock);
        return new LedgerReading(
            settings.Ledger.Folder, size, await LedgerHistory.ReadAsync(ledger, cancellationToken), await SharedKeys.ReadAsync(ledger, cancellationToken),
            await ledger.TryFindLastAsync<LedgerEntry.Drilled>(cancellationToken));
    }
}
