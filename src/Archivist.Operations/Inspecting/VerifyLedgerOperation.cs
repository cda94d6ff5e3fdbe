using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Inspecting;

/// <summary>Verifies every entry of the ledger against its signed head.</summary>
public sealed class VerifyLedgerOperation(OperationEnvironment environment) : Operation<VerifyLedgerRequest, VerifyLedgerResult>(environment)
{
    private protected override async Task<VerifyLedgerResult> RunAsync(VerifyLedgerRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var ledger = await new ArchiveLedger(settings, archive.Context.Clock).OpenAsync(cancellationToken);
        var verification = await LedgerFolder.VerifyAsync(
            settings.Ledger.Folder, ledger.Key, request.Head is { } file ? await ledger.ReadKeptHeadAsync(file, cancellationToken) : null, cancellationToken);
        return new VerifyLedgerResult(settings.Ledger.Folder, verification, ledger.Key.ToString())
        {
            // A ledger without entries proves nothing: it may have been begun in place of a lost one.
            Verdict = !verification.IsGood ? Failure.Tampering : verification.Entries == 0 ? Failure.Failed : Failure.None,
        };
    }
}
