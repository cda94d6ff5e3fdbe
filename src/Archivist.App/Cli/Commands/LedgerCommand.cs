using System.CommandLine;
using System.Text;
using Archivist.App.Messages;
using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist ledger show</c> and <c>archivist ledger verify</c></summary>
internal static class LedgerCommand
{
    internal static Command Create()
    {
        var show = new Command("show", "List everything the ledger claims, one JSON object a line.\n\nExample: archivist ledger show");
        show.SetAction(ShowAsync);
        var verify = new Command("verify", "Hold every entry against the signed head.\n\nExample: archivist ledger verify");
        verify.SetAction(VerifyAsync);
        return new Command("ledger", "The append-only log of what was done.") { show, verify };
    }

    private static async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var settings = await parsed.Archive().ReadSettingsAsync(cancellationToken);
        var head = await (await new ArchiveLedger(settings, context.Clock).OpenAsync(cancellationToken)).ReadHeadAsync(cancellationToken);
        await foreach (var entry in LedgerFolder.ReadEntriesAsync(settings.Ledger.Folder, head.Size, cancellationToken))
            Console.Out.WriteLine(Encoding.UTF8.GetString(entry.Span));
        return 0;
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var settings = await parsed.Archive().ReadSettingsAsync(cancellationToken);
        var ledger = await new ArchiveLedger(settings, context.Clock).OpenAsync(cancellationToken);
        var verification = await LedgerFolder.VerifyAsync(settings.Ledger.Folder, ledger.Key, null, cancellationToken);
        foreach (var finding in verification.Findings)
            context.Output.Warn(CommandLineMessages.Instance.Of(finding).Sentence);
        context.Output.Show(
            new LedgerRecord(
                "ledger", settings.Ledger.Folder, verification.IsGood, verification.Entries, verification.Head?.Root.ToString(), ledger.Key.ToString()),
            CliJson.Default.LedgerRecord,
            record => $"{(record.IsGood ? "Good" : "TAMPERED")}: {Quantity.Count(record.Entries, "entry", "entries")}, head {record.Root}\n  key {record.VerifierKey}");
        return verification.IsGood ? 0 : (int)Failure.Tampering;
    }
}
