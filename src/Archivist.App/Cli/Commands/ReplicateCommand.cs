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
        var settings = await Session.FindSettingsAsync(parsed, cancellationToken);
        var source = Session.OpenStore(parsed, settings);
        var named = parsed.GetValue(Targets) ?? [];
        var targets = named.Length > 0
            ? named.Select(name => settings?.Replicas.FirstOrDefault(replica => replica.Name == name) is { } replica ? (name, replica.Url) : (name, name))
            : settings?.Replicas.Select(replica => (replica.Name, replica.Url)) ?? [];
        var all = targets.ToList();
        if (all.Count == 0)
            throw new ArchivistException(Failure.Usage, "no replicas are named") { Hint = "Name them, or write them into archivist.toml." };
        foreach (var (name, address) in all)
            await Steps.ReplicateStep.RunAsync(context, source, name, StoreAddress.Open(address), cancellationToken);
        return 0;
    }
}
