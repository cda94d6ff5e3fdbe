using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Keys.Sharing;

/// <summary>Prints the sheet for the binder about the newest key that was shared: who and where, and what to do in which order. Needs no password; the sheet holds no secret.</summary>
public sealed class PrintKeySheetOperation(OperationEnvironment environment) : Operation<PrintKeySheetRequest, PrintKeySheetResult>(environment)
{
    private protected override async Task<PrintKeySheetResult> RunAsync(PrintKeySheetRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var keys = (await KeyHistory.ReadAsync(new ArchiveLedger(settings, context.Clock), cancellationToken)).Summarize();
        var key = keys.Count > 0 ? keys[^1] : throw new ArchivistException(new NoSharedKey(settings.Archive.Name));
        var printer = await KeySheetPrinter.PrepareAsync(context, settings, request.Sheet, cancellationToken);
        var (file, fingerprint) = await printer.PrintBinderAsync(key, cancellationToken);
        var paper = await PaperChange.EnterAsync(archive, [new LedgerEntry.SheetPrinted(context.Clock.GetUtcNow(), key.Set, fingerprint)], cancellationToken);
        return new PrintKeySheetResult(file, key.Set, fingerprint) { Paper = paper };
    }
}
