using System.CommandLine;
using Archivist.Operations.Initializing;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist init</c></summary>
internal static class InitCommand
{
    internal static Command Create()
    {
        var command = new Command("init", "Create an empty repository; with settings also its ledger and replicas.\n\nExample: archivist init --repo /var/lib/archivist/alice --password-file alice.key");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var result = await new InitializeOperation(context.Environment).RunAsync(new InitializeRequest { Archive = parsed.Access() }, context.Events, cancellationToken);
        if (result.Created is { } created)
        {
            context.Output.Show(
                new InitRecord("init", created.Location, created.Id, created.Version), static json => json.InitRecord,
                record => $"""
                    Created repository {record.Id[..10]} at {record.Repository}.
                    Keep the password safe: without it no one, and no tool, can read what is stored here.
                    """);
        }

        return ExitCode.Of(result.Verdict);
    }
}
