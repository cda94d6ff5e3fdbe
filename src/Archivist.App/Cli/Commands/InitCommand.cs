using System.CommandLine;
using Archivist.App.Composition;
using Archivist.Repository;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist init</c></summary>
internal static class InitCommand
{
    internal static Command Create()
    {
        var command = new Command("init", "Create a new, empty repository.\n\nExample: archivist init --repo /var/lib/archivist/alice --password-file alice.key");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = CommandContext.Current;
        var settings = await Session.FindSettingsAsync(parsed, cancellationToken);
        var store = Session.OpenStore(parsed, settings);
        var password = await Session.ReadPasswordAsync(parsed, settings, cancellationToken);
        if (password.Length == 0)
            throw new ArchivistException(Failure.Usage, "the password is empty") { Hint = "Choose a passphrase of several words." };
        var repository = await SealedRepository.CreateAsync(store, password, Operator.Current, context.Clock, cancellationToken);
        context.Output.Show(
            new InitRecord("init", store.Location, repository.Id, repository.Version), CliJson.Default.InitRecord,
            record => $"""
                Created repository {record.Id[..10]} at {record.Repository}.
                Keep the password safe: without it nobody, and no tool, can read what is stored here.
                """);
        return 0;
    }
}
