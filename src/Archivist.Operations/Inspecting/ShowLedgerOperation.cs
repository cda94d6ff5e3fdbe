using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;

namespace Archivist.Operations.Inspecting;

/// <summary>Reads every entry of the ledger.</summary>
public sealed class ShowLedgerOperation(OperationEnvironment environment) : Operation<ShowLedgerRequest, ShowLedgerResult>(environment)
{
    private protected override async Task<ShowLedgerResult> RunAsync(ShowLedgerRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var head = await (await new ArchiveLedger(settings, archive.Context.Clock).OpenAsync(cancellationToken)).ReadHeadAsync(cancellationToken);
        await foreach (var entry in LedgerFolder.ReadEntriesAsync(settings.Ledger.Folder, head.Size, cancellationToken))
            request.Found(entry);
        return new ShowLedgerResult(head.Size);
    }
}
