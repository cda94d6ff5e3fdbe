using System.CommandLine;
using System.Text;
using Archivist.App.Messages;
using Archivist.Operations.Inspecting;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist ledger show</c> and <c>archivist ledger verify</c></summary>
internal static class LedgerCommand
{
    internal static Command Create()
    {
        var show = new Command("show", "List every entry of the ledger as JSON, one object per line.\n\nExample: archivist ledger show");
        show.SetAction(ShowAsync);
        var verify = new Command("verify", "Verify every entry against the signed head.\n\nExample: archivist ledger verify");
        verify.SetAction(VerifyAsync);
        return new Command("ledger", "The append-only log of what was done.") { show, verify };
    }

    private static async Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new ShowLedgerRequest { Archive = parsed.Access(), Found = entry => Console.Out.WriteLine(Encoding.UTF8.GetString(entry.Span)) };
        var result = await new ShowLedgerOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var result = await new VerifyLedgerOperation(context.Environment).RunAsync(new VerifyLedgerRequest { Archive = parsed.Access() }, context.Events, cancellationToken);
        var verification = result.Verification;
        foreach (var finding in verification.Findings)
            context.Output.Warn(CommandLineMessages.Instance.Of(finding).Sentence);
        context.Output.Show(
            new LedgerRecord("ledger", result.Folder, verification.IsGood, verification.Entries, verification.Head?.Root.ToString(), result.VerifierKey),
            static json => json.LedgerRecord,
            record => $"{(record.IsGood ? "Good" : "TAMPERED")}: {Quantity.Count(record.Entries, "entry", "entries")}, head {record.Root}\n  key {record.VerifierKey}");
        return ExitCode.Of(result.Verdict);
    }
}
