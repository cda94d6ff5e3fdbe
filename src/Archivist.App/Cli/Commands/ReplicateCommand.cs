using System.CommandLine;
using Archivist.App.Composition;
using Archivist.Replicas;
using Archivist.Repository;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist replicate</c></summary>
internal static class ReplicateCommand
{
    private static readonly Argument<string[]> Targets = new("replicas")
    {
        Description = "Folders or rest: addresses to bring up to date.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    internal static Command Create()
    {
        var command = new Command("replicate", "Copy what replicas lack, checking every object on the way. Needs no password.\n\nExample: archivist replicate --repo /var/lib/archivist/alice /mnt/nas/alice") { Targets };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = CommandContext.Current;
        var targets = parsed.GetValue(Targets) ?? [];
        if (targets.Length == 0)
            throw new ArchivistException(Failure.Usage, "no replicas are named") { Hint = "Name them, or write them into archivist.toml." };
        var source = Session.OpenStore(parsed);
        foreach (var target in targets)
            await Steps.ReplicateStep.RunAsync(context, source, target, StoreAddress.Open(target), cancellationToken);
        return 0;
    }
}
