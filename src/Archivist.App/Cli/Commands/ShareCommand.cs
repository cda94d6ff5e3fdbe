using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Keys.Age;
using Archivist.Operations.Copying;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist share</c></summary>
internal static class ShareCommand
{
    private static readonly Argument<string> Shared = new("path") { Description = "Path in the snapshot to share." };
    private static readonly Option<string[]> Recipients = new("--for") { Description = "Age recipient (age1…, age1pq1…) who can open it (repeatable)", HelpName = "recipient" };
    private static readonly Option<string> To = new("--to") { Description = "Place of the new repository.", HelpName = "place", Required = true };
    private static readonly Option<string> Snapshot = new("--snapshot") { Description = "Snapshot ID, ID prefix or 'latest'", HelpName = "id", DefaultValueFactory = _ => "latest" };
    private static readonly Option<string?> KeyFile = new("--key-file") { Description = "New age file for the password, for recipients of one kind", HelpName = "file" };
    private static readonly Option<bool> ForPassphrase = new("--for-passphrase") { Description = "Let a passphrase open it too." };
    private static readonly Option<string?> NewPasswordFile = new("--new-password-file") { Description = "File that holds that passphrase [prompt]", HelpName = "file" };
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Write nothing; show what would be shared." };
    private static readonly SnapshotFilterOptions Filter = new("-H");

    internal static Command Create()
    {
        var command = new Command("share", "Share one path of a snapshot with others, in a repository of its own.\n\nExample: archivist share /home/alice/taxes --for age1... --to /mnt/stick/taxes")
        {
            Shared, Recipients, To, Snapshot, KeyFile, ForPassphrase, NewPasswordFile, DryRun,
        };
        Filter.AddTo(command);
        command.Add(CommonOptions.NoLock);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var recipients = parsed.GetValue(Recipients) ?? [];
        var isForPassphrase = parsed.GetValue(ForPassphrase) || parsed.GetValue(NewPasswordFile) is not null;
        if (recipients.Length == 0 && !isForPassphrase)
            throw CommandLineProblem.Usage("share: no recipient is named", "Name recipients with --for, or use --for-passphrase.");
        var (context, isDryRun) = (parsed.Context(), parsed.GetValue(DryRun));
        var request = new SharePathRequest
        {
            Archive = parsed.Access(),
            Path = parsed.GetValue(Shared)!,
            Snapshot = parsed.GetValue(Snapshot)!,
            Filter = Filter.Read(parsed),
            To = parsed.GetValue(To)!,
            Recipients = recipients,
            IsForPassphrase = isForPassphrase,
            PassphraseFile = parsed.GetValue(NewPasswordFile),
            KeyFile = parsed.GetValue(KeyFile),
            IsDryRun = isDryRun,
        };
        var result = await new SharePathOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Show(RecordOf(result), static json => json.PathSharedRecord, Describe);
        if (!isDryRun)
            Explain(context.Output, result);
        return ExitCode.Of(result.Verdict);
    }

    private static PathSharedRecord RecordOf(SharePathResult result) => new(
        "path_shared", result.Place, result.Path, result.Original.Id.ToString(), result.Copy?.Id.ToString(), result.Original.Time.ToString(), result.Files, result.Bytes, result.Added.StoredBytes,
        [.. result.Recipients.Select(entry => new SharedWithRecord(entry.Word, entry.Recipient, result.HasKeyring ? entry.File : null))], result.KeyFile, result.Copy is null);

    private static string Describe(PathSharedRecord record) =>
        $"{record.Path} of {record.SnapshotId[..8]}, {record.Time}: {Quantity.Count(record.Files, "file", "files")}, {Quantity.Bytes(record.Bytes)}, "
        + (record.DryRun ? $"would be shared at {record.Place}" : $"shared at {record.Place}, stored as {Quantity.Bytes(record.StoredBytes)}")
        + string.Concat(record.SharedWith.Select(who => $"\n  for {who.Recipient ?? "everyone who knows the passphrase"}"));

    /// <summary>How those who were named open it, and what sharing cannot do.</summary>
    private static void Explain(Output output, SharePathResult result)
    {
        if (result.HasKeyring)
        {
            var identity = result.Recipients.Any(entry => entry.Recipient is not null) ? " --identity FILE" : "";
            output.Note($"With archivist: archivist restore latest --repo {result.Place}{identity} --target DIRECTORY");
        }

        foreach (var ofKind in result.Recipients.GroupBy(entry => entry.Kind))
        {
            var file = result.KeyFile ?? $"{result.Place.TrimEnd('/')}/{ofKind.First().File}";
            var identity = ofKind.Key is AgeRecipientKind.Passphrase ? "" : " -i FILE";
            output.Note($"With age{(ofKind.Key is AgeRecipientKind.Hybrid ? " 1.3 or later" : "")} and restic: age -d{identity} -o password {file}");
            output.Note($"  restic -r {result.Place} --password-file password restore latest --target DIRECTORY");
        }

        if (!result.HasKeyring)
            output.Note($"{result.Place} holds no keyring: send {result.KeyFile} to the recipients, who also need their own access to the place.");
        output.Note($"Access ends only when {result.Place} is deleted; what was read before cannot be taken back. restic's format knows no recipients limited by time or paths.");
    }
}
