using Archivist.Evidence;
using Archivist.Keys.Shares;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Keys.Sharing;

/// <summary>Reads a sheet without a secret back, scanned or typed, and notes in the ledger that it is the one that was printed.</summary>
public sealed class TestSheetOperation(OperationEnvironment environment) : Operation<SharesRequest, TestSheetResult>(environment)
{
    private protected override async Task<TestSheetResult> RunAsync(SharesRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var given = request.Shares.Count > 0 ? request.Shares[0] : await CombineSharesOperation.AskAsync(context, 1, cancellationToken) ?? throw new ArchivistException(new NoShareGiven());
        var fingerprint = SheetText.FingerprintOf(SheetText.Read(given.Text));
        var keys = await KeyHistory.ReadAsync(new ArchiveLedger(settings, context.Clock), cancellationToken);
        var set = keys.FindSheet(fingerprint) ?? throw new ArchivistException(new SheetNotPrinted(given.Name));
        archive.Enter(new LedgerEntry.SheetRead(context.Clock.GetUtcNow(), set, fingerprint));
        return new TestSheetResult(set, fingerprint);
    }
}
