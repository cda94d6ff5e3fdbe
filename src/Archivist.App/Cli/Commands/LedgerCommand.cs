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
    private static readonly Option<string?> KeptHead = new("--head") { Description = "Older checkpoint (or audit file) that the ledger must continue.", HelpName = "file" };
    private static readonly Argument<long> EntryNumber = new("entry") { Description = "Number of the entry, from 0." };
    private static readonly Option<long?> Since = new("--since") { Description = "Prove by a consistency proof that the first N entries are unchanged.", HelpName = "number" };

    internal static Command Create()
    {
        var show = new Command("show", "List every entry of the ledger as JSON, one object per line.\n\nExample: archivist ledger show");
        show.SetAction(ShowAsync);
        var verify = new Command("verify", "Verify every entry against the signed head.\n\nExample: archivist ledger verify --head /media/disc/ledger/checkpoint") { KeptHead };
        verify.SetAction(VerifyAsync);
        var prove = new Command("prove", "Prove that an entry is in the ledger, offline (RFC 6962).\n\nExample: archivist ledger prove 12 --since 5 --json") { EntryNumber, Since };
        prove.SetAction(ProveAsync);
        return new Command("ledger", "The append-only log of what was done.") { show, verify, prove };
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
        var result = await new VerifyLedgerOperation(context.Environment).RunAsync(new VerifyLedgerRequest { Archive = parsed.Access(), Head = parsed.GetValue(KeptHead) }, context.Events, cancellationToken);
        var verification = result.Verification;
        foreach (var finding in verification.Findings)
            context.Output.Warn(CommandLineMessages.Instance.Of(finding).Sentence);
        context.Output.Show(
            new LedgerRecord("ledger", result.Folder, verification.IsGood, verification.Entries, verification.Head?.Root.ToString(), result.VerifierKey),
            static json => json.LedgerRecord,
            record => $"{(!record.IsGood ? "TAMPERED" : record.Entries == 0 ? "EMPTY" : "Good")}: {Quantity.Count(record.Entries, "entry", "entries")}, head {record.Root}\n  key {record.VerifierKey}");
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> ProveAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new ProveLedgerRequest { Archive = parsed.Access(), Entry = parsed.GetValue(EntryNumber), Since = parsed.GetValue(Since) };
        var result = await new ProveLedgerOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Show(
            new LedgerProofRecord(
                "ledger_proof", request.Entry, Encoding.UTF8.GetString(result.Entry.Span), result.Leaf.ToString(), result.Head.Size, result.Head.Root.ToString(),
                [.. result.Inclusion.Select(hash => hash.ToString())], request.Since, result.Consistency is { } hashes ? [.. hashes.Select(hash => hash.ToString())] : null),
            static json => json.LedgerProofRecord,
            record => $"{record.Content}\nEntry {record.Entry} of {record.Entries}, leaf {record.Leaf}\nis under root {record.Root} by these hashes, the lowest first:"
                + string.Concat(record.Inclusion.Select(hash => $"\n  {hash}"))
                + (record.Consistency is { } older ? $"\nThe first {Quantity.Count(record.Since ?? 0, "entry is", "entries are")} still the same by these:" + string.Concat(older.Select(hash => $"\n  {hash}")) : ""));
        return ExitCode.Of(result.Verdict);
    }
}
