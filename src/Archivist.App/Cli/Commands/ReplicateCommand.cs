using System.CommandLine;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist replicate</c></summary>
internal static class ReplicateCommand
{
    private static readonly Argument<string[]> Targets = new("replicas")
    {
        Description = "Replicas to bring up to date: directories, or addresses such as rest:….",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> Init = new("--init") { Description = "Create replicas that don't exist, including lost or moved ones." };

    private static readonly Option<string?> From = new("--from") { Description = "Replica to copy from; the repository is not read [the repository]", HelpName = "replica" };

    internal static Command Create()
    {
        var command = new Command("replicate", "Copy missing objects to replicas, verifying each one. Needs no password.\n\nExample: archivist replicate --repo /var/lib/archivist/alice /mnt/nas/alice") { Targets, From, Init };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new ReplicateRequest { Archive = parsed.Access(), Replicas = parsed.GetValue(Targets) ?? [], From = parsed.GetValue(From), Begins = parsed.GetValue(Init) };
        var result = await new ReplicateOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        foreach (var failure in result.Failures)
            context.Output.Fail(failure);
        return ExitCode.Of(result.Verdict);
    }
}
