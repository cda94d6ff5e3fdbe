using System.CommandLine;
using System.Globalization;
using Archivist.Operations.Keys;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Keys;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist key list</c>, <c>key add</c>, <c>key remove</c>, <c>key test</c>, <c>key passwd</c>, and the verbs for shares</summary>
internal static partial class KeyCommand
{
    private static readonly Argument<string?> Key = new("key") { Description = "Key ID or ID prefix", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> NewPasswordFile = new("--new-password-file") { Description = "File that holds the new password or passphrase [prompt]", HelpName = "file" };
    private static readonly Option<string?> User = new("--user") { Description = "User name to record in the key [current user]", HelpName = "name" };
    private static readonly Option<string?> Host = new("--host") { Description = "Host name to record in the key [this host's]", HelpName = "name" };
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Change nothing; show what would be removed." };

    internal static Command Create()
    {
        var list = new Command("list", "List the keys, * marks the one in use, and the keyring.\n\nExample: archivist key list --repo /var/lib/archivist/alice");
        list.SetAction(ListAsync);
        var add = new Command("add", "Add a password, or a key pair or passphrase of the keyring.\n\nExample: archivist key add --new-password-file bob.key")
        {
            NewPasswordFile, User, Host, Recipients, NewIdentity, Passphrase,
        };
        add.SetAction(AddAsync);
        var remove = new Command("remove", "Remove a password, or an entry of the keyring.\n\nExample: archivist key remove 1f3e5a7c") { Key, Recipient, Passphrase, DryRun };
        remove.SetAction(RemoveAsync);
        var passwd = new Command("passwd", "Replace the password in use with a new one.\n\nExample: archivist key passwd --new-password-file alice-2.key") { NewPasswordFile, User, Host };
        passwd.SetAction(ReplaceAsync);
        return new Command("key", "Manage the keys that open a repository.") { list, add, remove, passwd, KeyTestCommand.Create(TestAsync, Passphrase, NewPasswordFile), KeyShareCommand.Create(), KeyCombineCommand.Create(), KeySheetCommand.Create(), KeyCodesCommand.Create() };
    }

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (context, output) = (parsed.Context(), parsed.Context().Output);
        var result = await new ListKeysOperation(context.Environment).RunAsync(new ListKeysRequest { Archive = parsed.Access() }, context.Events, cancellationToken);
        output.Line(string.Create(CultureInfo.InvariantCulture, $" {"ID",-8}  {"User",-12}  {"Host",-16}  Created"));
        foreach (var key in result.Keys)
            Show(output, key);
        if (result.Keyring.Count > 0)
            output.Line("Keyring:");
        foreach (var entry in result.Keyring)
            Show(output, entry);
        var now = context.Environment.Clock.GetUtcNow();
        foreach (var set in result.Paper.Valid)
            output.Line(SharesText.Describe(set, now));
        foreach (var paper in result.Paper.Void)
            PaperText.Show(output, paper);
        return ExitCode.Of(result.Verdict);
    }

    private static Task<int> AddAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        IsOfKeyring(parsed) ? AddToKeyringAsync(parsed, cancellationToken) : AddAsync(parsed, replacesCurrent: false, "Added:", cancellationToken);

    private static Task<int> ReplaceAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        AddAsync(parsed, replacesCurrent: true, "The old password no longer opens the repository. The new key:", cancellationToken);

    private static async Task<int> AddAsync(ParseResult parsed, bool replacesCurrent, string note, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new AddKeyRequest
        {
            Archive = parsed.Access(),
            NewPasswordFile = parsed.GetValue(NewPasswordFile),
            User = parsed.GetValue(User),
            Host = parsed.GetValue(Host),
            ReplacesCurrent = replacesCurrent,
        };
        var result = await new AddKeyOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Note(note);
        Show(context.Output, result.Key);
        if (result.Rewrapped > 0)
            context.Output.Note($"The keyring was written again for {Quantity.Count(result.Rewrapped, "recipient", "recipients")}; {Limits}");
        else if (replacesCurrent)
            context.Output.Note(OldPasswordLimits);
        PaperText.Show(context.Output, result.Paper, replacesCurrent ? result.Paper.Valid : []);
        return ExitCode.Of(result.Verdict);
    }

    private static async Task<int> RemoveAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (RequireOne(parsed))
            return await RemoveFromKeyringAsync(parsed, cancellationToken);
        var context = parsed.Context();
        var request = new RemoveKeyRequest { Archive = parsed.Access(), Key = parsed.GetValue(Key)!, IsDryRun = parsed.GetValue(DryRun) };
        var result = await new RemoveKeyOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        context.Output.Show(
            new KeyRemovedRecord("key_removed", result.Key.ToString(), result.IsDryRun), static json => json.KeyRemovedRecord,
            record => $"Key {record.Id[..8]} {(record.DryRun ? "would be removed" : "removed")}.");
        PaperText.Show(context.Output, result.Paper, []);
        if (!result.IsDryRun)
            context.Output.Note(OldPasswordLimits);
        return ExitCode.Of(result.Verdict);
    }

    private static void Show(Output output, RepositoryKey key) => output.Show(
        new KeyRecord("key", key.Id.ToString(), key.IsCurrent, key.Username, key.Hostname, key.Created), static json => json.KeyRecord,
        record => $"{(record.Current ? '*' : ' ')}{record.Id[..8]}  {record.Username,-12}  {record.Hostname,-16}  {Shown(record.Created)}");

    private static string Shown(string created) =>
        GoTime.TryParse(created, out var time) ? time.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : created;
}
