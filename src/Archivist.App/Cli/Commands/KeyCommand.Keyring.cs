using System.CommandLine;
using Archivist.App.Messages;
using Archivist.Keys.Keyrings;
using Archivist.Operations.Keys;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <content>The keyring.</content>
internal static partial class KeyCommand
{
    /// <summary>What no change of a keyring or password can undo.</summary>
    private const string Limits = "replicas get it with the next 'archivist replicate'. Discs and copies of the keyring made before keep the old password, and anyone who once opened the repository may have kept its master key, which does not change.";

    private const string OldPasswordLimits = "Discs and copies of the repository made before still open with it, and anyone who once opened the repository may have kept its master key, which does not change.";

    private static readonly Option<string[]> Recipients = new("--recipient") { Description = "Age recipient (age1…, age1pq1…) to add to the keyring (repeatable)", HelpName = "recipient" };
    private static readonly Option<string?> Recipient = new("--recipient") { Description = "Age recipient to remove from the keyring", HelpName = "recipient" };
    private static readonly Option<string?> NewIdentity = new("--identity-file") { Description = "Age identity file to add to the keyring; created when missing", HelpName = "file" };
    private static readonly Option<bool> Passphrase = new("--passphrase") { Description = "Use the passphrase of the keyring." };

    private static bool IsOfKeyring(ParseResult parsed) => parsed.GetValue(Recipients) is { Length: > 0 } || parsed.GetValue(NewIdentity) is not null || parsed.GetValue(Passphrase);

    private static async Task<int> AddToKeyringAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(User) is not null || parsed.GetValue(Host) is not null)
            throw CommandLineProblem.Usage("--user and --host cannot be used with --recipient, --identity-file or --passphrase", "Leave them out: the keyring records no names.");
        var context = parsed.Context();
        var request = new AddRecipientsRequest
        {
            Archive = parsed.Access(),
            Recipients = parsed.GetValue(Recipients) ?? [],
            NewIdentityFile = parsed.GetValue(NewIdentity),
            IsPassphrase = parsed.GetValue(Passphrase),
            PassphraseFile = parsed.GetValue(NewPasswordFile),
        };
        var result = await new AddRecipientsOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        if (result.CreatedIdentity is { } created)
            context.Output.Note($"Created {created}: anyone with this file can open the repository. Keep it off this machine, and test it with 'archivist key test --identity {created}'.");
        context.Output.Note("The keyring now:");
        foreach (var entry in result.Entries)
            Show(context.Output, entry);
        return ExitCode.Of(result.Verdict);
    }

    /// <summary>Whether an entry of the keyring is meant; exactly one thing can be.</summary>
    private static bool RequireOne(ParseResult parsed)
    {
        var isOfKeyring = parsed.GetValue(Recipient) is not null || parsed.GetValue(Passphrase);
        var named = new[] { parsed.GetValue(Key) is not null, parsed.GetValue(Recipient) is not null, parsed.GetValue(Passphrase) }.Count(given => given);
        return named == 1 ? isOfKeyring : throw CommandLineProblem.Usage($"key remove: {(named == 0 ? "no key is named" : "several keys are named")}", "Name one: a key ID, --recipient or --passphrase.");
    }

    private static async Task<int> RemoveFromKeyringAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new RemoveRecipientRequest { Archive = parsed.Access(), Recipient = parsed.GetValue(Recipient), IsDryRun = parsed.GetValue(DryRun) };
        var result = await new RemoveRecipientOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Show(
            new KeyringRemovedRecord("keyring_removed", result.Entry.Word, result.Entry.Recipient, result.Entry.File, result.IsDryRun), static json => json.KeyringRemovedRecord,
            record => $"{record.Recipient ?? "The passphrase"} {(record.DryRun ? "would be removed" : "was removed")} from {record.File}.");
        if (!result.IsDryRun)
            context.Output.Note($"To shut it out, also change the password with 'archivist key passwd'; {Limits}");
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> TestAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Passphrase) && parsed.GetValue(CommonOptions.Identity) is not null)
            throw CommandLineProblem.Usage("--passphrase cannot be used with --identity", "Test one key at a time.");
        var context = parsed.Context();
        var request = new TestKeyRequest { Archive = parsed.Access(), IsPassphrase = parsed.GetValue(Passphrase), PassphraseFile = parsed.GetValue(NewPasswordFile) };
        var result = await new TestKeyOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var entry = result.Kind is { } kind ? new KeyringEntry(kind, null) : null;
        context.Output.Show(
            new KeyTestedRecord("key_tested", entry?.Word, entry?.File, result.Key.ToString()), static json => json.KeyTestedRecord,
            record => record.File is null ? $"Good: the password opens the repository (key {record.Id[..8]})." : $"Good: it opens {record.File}, and the password in it opens the repository (key {record.Id[..8]}).");
        return ExitCode.Of(result.Verdict);
    }

    private static void Show(Output output, KeyringEntry entry) => output.Show(
        new KeyringRecord("keyring", entry.Word, entry.Recipient, entry.File), static json => json.KeyringRecord,
        record => $" {record.File,-22}  {record.Recipient ?? "a passphrase"}");
}
