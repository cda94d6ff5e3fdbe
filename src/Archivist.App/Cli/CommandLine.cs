using System.CommandLine;
using Archivist.App.Cli.Commands;
using Archivist.Repository;

namespace Archivist.App.Cli;

/// <summary>The verbs of <c>archivist</c>, and the one place where failures become messages and exit codes.</summary>
internal static class CommandLine
{
    internal static async Task<int> RunAsync(string[] args)
    {
        var root = Build();
        var parsed = root.Parse(args);
        using var console = new Output(parsed.GetValue(CommonOptions.Json), parsed.GetValue(CommonOptions.Quiet));
        if (parsed.Errors.Count > 0)
        {
            console.Fail(new ArchivistException(Failure.Usage, parsed.Errors[0].Message.TrimEnd('.'))
            {
                Hint = $"See '{PathOf(parsed.CommandResult.Command)} --help'.",
            });
            return (int)Failure.Usage;
        }

        using var stop = new CancellationTokenSource();
        using var signals = new StopSignals(stop);
        try
        {
            CommandContext.Current = new CommandContext(console, TimeProvider.System);
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
        }
        catch (ArchivistException failure)
        {
            console.Fail(failure);
            return (int)failure.Failure;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            console.Fail(new ArchivistException(Failure.Interrupted, "interrupted")
            {
                Hint = "Run the same command again: what was finished is kept.",
            });
            return (int)Failure.Interrupted;
        }
        catch (IOException failure)
        {
            console.Fail(new ArchivistException(Failure.Failed, failure.Message, failure));
            return (int)Failure.Failed;
        }
        catch (UnauthorizedAccessException failure)
        {
            console.Fail(new ArchivistException(Failure.Failed, failure.Message, failure) { Hint = "Check the permissions, or run it as root." });
            return (int)Failure.Failed;
        }
    }

    private static RootCommand Build()
    {
        var root = new RootCommand("Archival and disaster recovery: a disk's history in many places, and proof that it comes back.")
        {
            InitCommand.Create(),
            SnapshotCommand.Create(),
            SnapshotsCommand.Create(),
            LsCommand.Create(),
            RestoreCommand.Create(),
            CheckCommand.Create(),
            ReplicateCommand.Create(),
            ServeCommand.Create(),
            VersionCommand.Create(),
        };
        foreach (var option in CommonOptions.All)
            root.Add(option);
        return root;
    }

    private static string PathOf(Command command)
    {
        var names = new Stack<string>();
        for (Command? current = command; current is not null; current = current.Parents.OfType<Command>().FirstOrDefault())
            names.Push(current is RootCommand ? "archivist" : current.Name);
        return string.Join(' ', names);
    }
}
