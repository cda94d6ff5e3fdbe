using System.CommandLine;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist replicate</c></summary>
internal static class ReplicateCommand
{
    private static readonly Argument<string[]> Targets = new("replicas")
    {
        Description = "Folders or rest: addresses to bring up to date.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> Init = new("--init") { Description = "Begin replicas where there is none, also where one was lost or has moved." };

    internal static Command Create()
    {
        var command = new Command("replicate", "Copy what replicas lack, checking every object on the way. Needs no password.\n\nExample: archivist replicate --repo /var/lib/archivist/alice /mnt/nas/alice") { Targets, Init };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var settings = await parsed.Archive().FindSettingsAsync(cancellationToken);
        var source = parsed.Archive().OpenStore(settings);
        var named = parsed.GetValue(Targets) ?? [];
        List<(string Name, string Address, bool IsTyped)> all = named.Length > 0
            ? [.. named.Select(name => settings?.Replicas.FirstOrDefault(replica => replica.Name == name) is { } replica ? (name, replica.Url, false) : (name, name, true))]
            : [.. (settings?.Replicas ?? []).Select(replica => (replica.Name, replica.Url, false))];
        if (all.Count == 0)
            throw new ArchivistException(Failure.Usage, "no replicas are named") { Hint = "Name them, or write them into archivist.toml." };
        var places = new CopyPlaces(context.Operation, parsed.Archive().AddressOf(settings));
        places.RequireDistinct([.. all.Select(replica => (replica.Name, replica.Address))]);
        var attempts = await Task.WhenAll(all.Select(replica => ReplicateStep.TryAsync(
            context.Operation, places, source, replica.Name, replica.Address, BeginningOf(parsed, replica.IsTyped), cancellationToken)));
        await places.RememberAsync(parsed.Archive().AddressOf(settings), source, cancellationToken);
        return Report(context, attempts, settings?.Policy);
    }

    /// <summary>An address that is typed out names a place of which the operator knows; one of the settings is begun by <c>init</c> or <c>--init</c>.</summary>
    private static Beginning BeginningOf(ParseResult parsed, bool isTyped) =>
        parsed.GetValue(Init) ? Beginning.Always : isTyped ? Beginning.WhereNoneWas : Beginning.Never;

    /// <summary>Shows every failure; the most severe one ends the command.</summary>
    private static int Report(CommandContext context, CopyAttempt[] attempts, PolicySettings? policy)
    {
        var complete = attempts.Count(attempt => attempt.Failure is null);
        var failures = attempts.Select(attempt => attempt.Failure).OfType<ArchivistException>()
            .Select(failure => (Told: failure, Code: CopyAttempt.CodeOf(failure, complete, policy))).OrderBy(failure => failure.Code).ToList();
        foreach (var (told, code) in failures)
            context.Output.Fail(told.Problem, code);
        return failures.Count == 0 ? 0 : (int)failures[^1].Code;
    }
}
