using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Archivist.App.Cli.Commands;
using Archivist.Repository;

namespace Archivist.App.Cli;

/// <summary>The verbs of <c>archivist</c>, and the one place where failures become messages and exit codes.</summary>
internal static class CommandLine
{
    private static readonly Dictionary<Command, string> Examples = [];

    /// <summary>In the order of the help page.</summary>
    private static readonly (string Name, Func<Command> Create)[] Verbs =
    [
        ("init", InitCommand.Create),
        ("snapshot", SnapshotCommand.Create),
        ("snapshots", SnapshotsCommand.Create),
        ("ls", LsCommand.Create),
        ("find", FindCommand.Create),
        ("diff", DiffCommand.Create),
        ("dump", DumpCommand.Create),
        ("restore", RestoreCommand.Create),
        ("mount", MountCommand.Create),
        ("check", CheckCommand.Create),
        ("forget", ForgetCommand.Create),
        ("prune", PruneCommand.Create),
        ("repair", RepairCommand.Create),
        ("unlock", UnlockCommand.Create),
        ("tag", TagCommand.Create),
        ("stats", StatsCommand.Create),
        ("copy", CopyCommand.Create),
        ("key", KeyCommand.Create),
        ("replicate", ReplicateCommand.Create),
        ("serve", ServeCommand.Create),
        ("disc", DiscCommand.Create),
        ("drill", DrillCommand.Create),
        ("run", RunCommand.Create),
        ("ledger", LedgerCommand.Create),
        ("config", ConfigCommand.Create),
        ("doctor", DoctorCommand.Create),
        ("version", VersionCommand.Create),
    ];

    internal static async Task<int> RunAsync(string[] args)
    {
        var root = Build(args.FirstOrDefault());
        var parsed = root.Parse(EmptyValues.Split(args, root));
        using var console = new Output(parsed.GetValue(CommonOptions.Json), parsed.GetValue(CommonOptions.Quiet));
        if (FindError(parsed) is { } error)
        {
            console.Fail(new ArchivistException(Failure.Usage, error)
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
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
            if (parsed.Action is HelpAction && Examples.TryGetValue(parsed.CommandResult.Command, out var example))
                Console.Out.WriteLine($"Example:\n  {example}\n");
            return code;
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
            var told = Tell(failure);
            console.Fail(told);
            return (int)told.Failure;
        }
        catch (UnauthorizedAccessException failure)
        {
            console.Fail(new ArchivistException(Failure.Failed, failure.Message, failure) { Hint = "Check the permissions, or run it as root." });
            return (int)Failure.Failed;
        }
    }

    /// <summary>What the operator is told of a failed file operation that nobody below could say more about.</summary>
    internal static ArchivistException Tell(IOException failure)
    {
        const int NoSpaceOnUnix = 28, DiskFullOnWindows = unchecked((int)0x80070070);
        return failure.HResult is NoSpaceOnUnix or DiskFullOnWindows
            ? new ArchivistException(Failure.NoSpace, failure.Message, failure) { Hint = "Free some space, then run the same command again." }
            : new ArchivistException(Failure.Failed, failure.Message, failure);
    }

    /// <summary>
    /// The parser takes an unknown flag for the name of a file when a verb takes files; only behind <c>--</c> may one begin with a dash.
    /// </summary>
    private static string? FindError(ParseResult parsed)
    {
        if (parsed.Errors.Count > 0)
            // The parser complains of the missing verb before it names the word that it took for one.
            return parsed.Errors[^1].Message.TrimEnd('.');
        var flag = parsed.Tokens.TakeWhile(token => token.Type is not TokenType.DoubleDash)
            .FirstOrDefault(token => token.Type is TokenType.Argument && token.Value.Length > 1 && token.Value[0] == '-'
                && !parsed.CommandResult.Children.OfType<OptionResult>().Any(option => option.Tokens.Contains(token)));
        return flag is null ? null : $"{flag.Value}: there is no such flag";
    }

    /// <summary>Every verb with its flags, or only the one of that name where there is one; docs/cli.md is held against it.</summary>
    internal static RootCommand Build(string? verb = null)
    {
        var root = new RootCommand("Archival and disaster recovery: a disk's history in many places, and proof that it comes back.");
        var isKnown = Verbs.Any(known => known.Name == verb);
        foreach (var (name, create) in Verbs)
        {
            // Making all of them takes as long as starting the runtime.
            if (!isKnown || name == verb)
                root.Add(create());
        }

        foreach (var option in CommonOptions.All)
            root.Add(option);
        SetExamplesAside(root);
        return root;
    }

    /// <summary>A verb's example is written behind its description; in the list of verbs only the description is shown.</summary>
    private static void SetExamplesAside(Command command)
    {
        const string Mark = "\n\nExample: ";
        foreach (var verb in command.Subcommands)
        {
            if (verb.Description?.Split(Mark) is [var description, var example])
            {
                verb.Description = description;
                Examples[verb] = example;
            }

            SetExamplesAside(verb);
        }
    }

    private static string PathOf(Command command)
    {
        var names = new Stack<string>();
        for (Command? current = command; current is not null; current = current.Parents.OfType<Command>().FirstOrDefault())
            names.Push(current is RootCommand ? "archivist" : current.Name);
        return string.Join(' ', names);
    }
}
