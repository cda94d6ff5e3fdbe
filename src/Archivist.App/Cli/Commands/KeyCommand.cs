using System.CommandLine;
using System.Globalization;
using Archivist.App.Messages;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Repository.Keys;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist key list</c>, <c>key add</c>, <c>key remove</c> and <c>key passwd</c></summary>
internal static class KeyCommand
{
    private static readonly Argument<string> Key = new("key") { Description = "The id of a key, or its beginning." };
    private static readonly Option<string?> NewPasswordFile = new("--new-password-file") { Description = "A file with the new password [asked for]", HelpName = "file" };
    private static readonly Option<string?> User = new("--user") { Description = "The user's name to write into the key.", HelpName = "name" };
    private static readonly Option<string?> Host = new("--host") { Description = "The machine's name to write into the key.", HelpName = "name" };
    private static readonly Option<bool> DryRun = new("--dry-run", "-n") { Description = "Only say what would be removed." };

    internal static Command Create()
    {
        var list = new Command("list", "List the keys; * is the one in use.\n\nExample: archivist key list --repo /var/lib/archivist/alice");
        list.SetAction(ListAsync);
        var add = new Command("add", "Add a password that opens the repository.\n\nExample: archivist key add --new-password-file bob.key") { NewPasswordFile, User, Host };
        add.SetAction(AddAsync);
        var remove = new Command("remove", "Remove a password; the one in use stays.\n\nExample: archivist key remove 1f3e5a7c") { Key, DryRun };
        remove.SetAction(RemoveAsync);
        var passwd = new Command("passwd", "Put a new password in the place of the one in use.\n\nExample: archivist key passwd --new-password-file alice-2.key") { NewPasswordFile, User, Host };
        passwd.SetAction(ReplaceAsync);
        return new Command("key", "The passwords that open a repository.") { list, add, remove, passwd };
    }

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.Context().Output;
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        output.Line(string.Create(CultureInfo.InvariantCulture, $" {"ID",-8}  {"User",-12}  {"Host",-16}  Created"));
        foreach (var key in await RepositoryKeys.ListAsync(repository, problem => output.Warn(CommandLineMessages.Instance.Of(problem).Sentence), cancellationToken))
            Show(output, key);
        return 0;
    }

    private static async Task<int> AddAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        var password = await ReadNewPasswordAsync(parsed, cancellationToken);
        await using var held = await parsed.Archive().LockAsync(repository, exclusive: false, cancellationToken);
        var added = await RepositoryKeys.AddAsync(repository, password, Maker(parsed), context.Clock, cancellationToken);
        context.Output.Note("Added:");
        Show(context.Output, added);
        return 0;
    }

    private static async Task<int> RemoveAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.Context().Output;
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        var key = await RepositoryKeys.FindAsync(repository, parsed.GetValue(Key)!, cancellationToken);
        var dryRun = parsed.GetValue(DryRun);
        if (!dryRun)
        {
            await using var held = await parsed.Archive().LockAsync(repository, exclusive: true, cancellationToken);
            await RepositoryKeys.RemoveAsync(repository, key, held, cancellationToken);
        }

        output.Show(
            new KeyRemovedRecord("key_removed", key.ToString(), dryRun), CliJson.Default.KeyRemovedRecord,
            record => $"Key {record.Id[..8]} {(dryRun ? "would be removed" : "removed")}.");
        return 0;
    }

    private static async Task<int> ReplaceAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        var password = await ReadNewPasswordAsync(parsed, cancellationToken);
        await using var held = await parsed.Archive().LockAsync(repository, exclusive: true, cancellationToken);
        var added = await RepositoryKeys.ReplaceCurrentAsync(repository, password, Maker(parsed), context.Clock, held, cancellationToken);
        context.Output.Note("The old password no longer opens the repository. The new key:");
        Show(context.Output, added);
        return 0;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadNewPasswordAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = parsed.GetValue(NewPasswordFile) is { Length: > 0 } named ? named : null;
        var password = file is null ? await parsed.Context().Operation.AskPasswordAsync(new Question.NewPassword(IsFirst: false), cancellationToken) : await Operations.Archives.Password.ReadFileAsync(file, cancellationToken);
        parsed.Context().Operation.Advise(password, file);
        return password;
    }

    private static Operator Maker(ParseResult parsed) => Operator.Current with
    {
        Username = parsed.GetValue(User) ?? Operator.Current.Username,
        Hostname = parsed.GetValue(Host) ?? Operator.Current.Hostname,
    };

    private static void Show(Output output, RepositoryKey key) => output.Show(
        new KeyRecord("key", key.Id.ToString(), key.IsCurrent, key.Username, key.Hostname, key.Created), CliJson.Default.KeyRecord,
        record => $"{(record.Current ? '*' : ' ')}{record.Id[..8]}  {record.Username,-12}  {record.Hostname,-16}  {Shown(record.Created)}");

    private static string Shown(string created) =>
        GoTime.TryParse(created, out var time) ? time.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : created;
}
