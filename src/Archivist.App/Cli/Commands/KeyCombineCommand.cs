using System.CommandLine;
using Archivist.Operations.Keys.Sharing;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist key combine</c></summary>
internal static class KeyCombineCommand
{
    internal static Command Create()
    {
        var command = new Command("combine", "Recover a password from SLIP-39 shares and print it; restic opens the repository with it too.\n\nExample: archivist key combine alice.txt bob.txt carol.txt > password") { GivenShares.Files };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var result = await new CombineSharesOperation(context.Environment).RunAsync(await GivenShares.ReadAsync(parsed, cancellationToken), context.Events, cancellationToken);
        context.Output.Show(new CombinedRecord("combined", result.Set, result.Password), static json => json.CombinedRecord, record => record.Password);
        return ExitCode.Of(result.Verdict);
    }
}
