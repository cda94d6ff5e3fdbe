using Archivist.Discs.Catalogue;
using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>Enters into catalogue and ledger where a disc lies and who holds it.</summary>
public sealed class MoveDiscOperation(OperationEnvironment environment) : Operation<MoveDiscRequest, MoveDiscResult>(environment)
{
    private protected override async Task<MoveDiscResult> RunAsync(MoveDiscRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var catalogue = context.OpenCatalogue(settings);
        var found = await catalogue.FindAsync(request.Disc, cancellationToken);
        var moved = await catalogue.RecordMoveAsync(found.Id, new DiscMove(context.Clock.GetUtcNow(), request.Place, request.Holder), cancellationToken);
        var entries = new Bookkeeping();
        await entries.TryAsync(() => new ArchiveLedger(settings, context.Clock).AppendAsync(
            new LedgerEntry.DiscMoved(context.Clock.GetUtcNow(), moved.Id.ToString(), Digest.Of(DiscRecordFile.Write(moved)).ToString()), cancellationToken));
        return new MoveDiscResult(moved) { Verdict = entries.Report(context.Events) };
    }
}
