using System.CommandLine;
using System.Text;
using Archivist.App.Messages;
using Archivist.Operations.Inspecting;
using Archivist.Operations.Serving;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist ledger</c></summary>
internal static class LedgerCommand
{
    private static readonly Option<string?> KeptHead = new("--head") { Description = "Older checkpoint (or audit file) that the ledger must continue.", HelpName = "file" };
    private static readonly Argument<long> EntryNumber = new("entry") { Description = "Number of the entry, from 0." };
    private static readonly Option<long?> Since = new("--since") { Description = "Prove by a consistency proof that the first N entries are unchanged.", HelpName = "number" };

    private static readonly Option<string[]> WitnessKeys = new("--witness-key") { Description = "Verifier key of a further witness (repeatable).", HelpName = "key", AllowMultipleArgumentsPerToken = false };
    private static readonly Option<string?> CopyFolder = new("--folder") { Description = "Verify this copy of a ledger, and compare it with that of the settings.", HelpName = "directory" };
    private static readonly Option<string?> CopyReplica = new("--replica") { Description = "Verify the copy at this replica (name or address), and compare it likewise.", HelpName = "replica" };
    private static readonly Option<string?> CopyKey = new("--key") { Description = "Verifier key of the copy [that of the settings].", HelpName = "key" };
    private static readonly Argument<string> WitnessDirectory = new("directory") { Description = "Directory for the witness." };
    private static readonly Option<string> WitnessName = new("--name") { Description = "Name of the witness: a URL without its scheme, such as alice.example/witness.", HelpName = "name", Required = true };

    internal static Command Create()
    {
        var show = new Command("show", "List every entry of the ledger as JSON, one object per line.\n\nExample: archivist ledger show");
        show.SetAction(ShowAsync);
        var verify = new Command("verify", "Verify every entry against the signed head.\n\nExample: archivist ledger verify --head /media/disc/ledger/checkpoint") { KeptHead, CopyFolder, CopyReplica, CopyKey, WitnessKeys };
        verify.SetAction(VerifyAsync);
        var prove = new Command("prove", "Prove that an entry is in the ledger, offline (RFC 6962).\n\nExample: archivist ledger prove 12 --since 5 --json") { EntryNumber, Since };
        prove.SetAction(ProveAsync);
        var witness = new Command("witness", "Create a witness that 'serve --peers' can cosign ledgers of others with.\n\nExample: archivist ledger witness /etc/archivist/witness --name alice.example/witness")
        {
            WitnessDirectory, WitnessName,
        };
        witness.SetAction(CreateWitnessAsync);
        return new Command("ledger", "The append-only log of what was done.") { show, verify, prove, witness };
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
        var result = await new VerifyLedgerOperation(context.Environment).RunAsync(Request(parsed), context.Events, cancellationToken);
        var verification = result.Verification;
        foreach (var finding in verification.Findings)
            context.Output.Warn(CommandLineMessages.Instance.Of(finding).Sentence);
        context.Output.Show(
            new LedgerRecord("ledger", result.Folder, verification.IsGood, verification.Entries, verification.Head?.Root.ToString(), result.VerifierKey, RecordsOf(result)),
            static json => json.LedgerRecord,
            record => $"{(!record.IsGood ? "TAMPERED" : record.Entries == 0 ? "EMPTY" : "Good")}: {Quantity.Count(record.Entries, "entry", "entries")}, head {record.Root}\n  key {record.VerifierKey}"
                + string.Concat(record.Witnesses.Select(witness => $"\n  witness {witness.Name}: {(witness.Entries is { } entries ? $"cosigned {Quantity.Count(entries, "entry", "entries")} at {witness.Time:u}" : "never cosigned it")}")));
        return ExitCode.Of(result.Verdict);
    }

    private static VerifyLedgerRequest Request(ParseResult parsed)
    {
        var (folder, replica) = (parsed.GetValue(CopyFolder), parsed.GetValue(CopyReplica));
        if (folder is not null && replica is not null)
            throw CommandLineProblem.Usage("--folder and --replica each name a copy", "Leave one of them out.");
        if (parsed.GetValue(CopyKey) is not null && folder is null && replica is null)
            throw CommandLineProblem.Usage("--key is for --folder and --replica only", "Name the copy with one of them.");
        return new VerifyLedgerRequest
        {
            Archive = parsed.Access(),
            Head = parsed.GetValue(KeptHead),
            Folder = folder,
            Replica = replica,
            Key = parsed.GetValue(CopyKey),
            WitnessKeys = parsed.GetValue(WitnessKeys) ?? [],
        };
    }

    private static IReadOnlyList<WitnessRecord> RecordsOf(VerifyLedgerResult result) =>
    [
        .. result.Cosigned.Select(cosigned => new WitnessRecord(cosigned.Witness.Name, cosigned.Witness.ToString(), cosigned.Head.Size, cosigned.Head.Root.ToString(), cosigned.Time)),
        .. result.Silent.Select(witness => new WitnessRecord(witness.Name, witness.ToString(), null, null, null)),
    ];

    private static async Task<int> CreateWitnessAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new CreateWitnessRequest { Archive = parsed.Access(), Directory = parsed.GetValue(WitnessDirectory)!, Name = parsed.GetValue(WitnessName)! };
        var result = await new CreateWitnessOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Show(
            new WitnessCreatedRecord("witness", result.Directory, result.Key.ToString()),
            static json => json.WitnessCreatedRecord,
            record => $"Created the witness {result.Key.Name} in {record.Directory}\n  key {record.VerifierKey}\nPut the key of each ledger that it may cosign in {Path.Combine(record.Directory, "logs")}, one file NAME.vkey each.");
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
