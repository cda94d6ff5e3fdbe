using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Archivist.App.Cli.Commands;
using Archivist.App.Composition;
using Archivist.Platform;
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
        StandardStreams.Guard();
        DiagnosticPorts.Close();
        using var console = new Output(args.Contains("--json"), args.Contains("--quiet") || args.Contains("-q"));
        using var stop = new CancellationTokenSource();
        using var signals = new StopSignals(stop);
        int code;
        try
        {
            NativeLibrariesVariable.Obey(Environment.GetEnvironmentVariable(NativeLibrariesVariable.Name));
            code = await RunAsync(args, console, stop.Token);
        }
        catch (Exception cause)
        {
            var failure = FailureOf(cause, stop.IsCancellationRequested);
            console.Fail(failure);
            code = (int)failure.Failure;
        }

        return console.Lost is { } lost && code == 0 ? TellLost(console, lost) : code;
    }

    private static async Task<int> RunAsync(string[] args, Output console, CancellationToken stop)
    {
        var root = Build(args.FirstOrDefault());
        var parsed = root.Parse(EmptyValues.Split(args, root));
        if (FindError(parsed) is { } error)
            throw new ArchivistException(Failure.Usage, error) { Hint = $"See '{PathOf(parsed.CommandResult.Command)} --help'." };
        if (EmptyValues.Find(parsed) is { } empty)
            throw new ArchivistException(Failure.Usage, $"{empty}: the value is empty")
            {
                Hint = "Name something; a variable of a script that is not set ends up like this.",
            };
        CommandContext.Current = new CommandContext(console, TimeProvider.System);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop);
        if (parsed.Action is HelpAction && Examples.TryGetValue(parsed.CommandResult.Command, out var example))
            Console.Out.WriteLine($"Example:\n  {example}\n");
        return code == 0 && CommandContext.Current.IsIncomplete ? (int)Failure.SnapshotIncomplete : code;
    }

    private static int TellLost(Output console, IOException lost)
    {
        var failure = KernelError.IsNoSpace(lost) ? Failure.NoSpace : Failure.Failed;
        console.Fail(new ArchivistException(failure, $"standard output: the results could not be written: {lost.Message}", lost) { Hint = "The work itself was done; write its output elsewhere." });
        return (int)failure;
    }

    /// <summary>The one place where whatever was thrown becomes a sentence and an exit code.</summary>
    internal static ArchivistException FailureOf(Exception cause, bool isStopped) => cause switch
    {
        ArchivistException failure => failure,
        OperationCanceledException when isStopped => new ArchivistException(Failure.Interrupted, "interrupted", cause)
        {
            Hint = "Run the same command again: what was finished is kept.",
        },
        IOException failure => Tell(failure),
        UnauthorizedAccessException => new ArchivistException(Failure.Failed, cause.Message, cause) { Hint = "Check the permissions, or run it as a user who has them." },
        OutOfMemoryException or InsufficientExecutionStackException => new ArchivistException(Failure.Failed, "there is not enough memory for this", cause)
        {
            Hint = "Give the process more memory, or do it in smaller parts.",
        },
        AggregateException { InnerExceptions: [var only] } => FailureOf(only, isStopped),
        _ => new ArchivistException(Failure.Bug, DescribeBug(cause), cause) { Hint = "Please report it with this line and the command that you ran." },
    };

    /// <summary>A fault of the program in one line: what it is and where.</summary>
    internal static string DescribeBug(Exception? cause) => cause is null
        ? $"this is a bug in archivist {Product.Version}"
        : $"this is a bug in archivist {Product.Version}: {cause.GetType().Name}: {cause.Message.TrimEnd('.')} ({Where(cause)})";

    /// <summary>The innermost methods of our own, which is what a report needs and a person can still read.</summary>
    private static string Where(Exception cause) => string.Join(" < ", (cause.StackTrace ?? "").Split('\n')
        .Select(line => line.Trim()).Where(line => line.StartsWith("at Archivist.", StringComparison.Ordinal))
        .Select(line => line["at Archivist.".Length..].Split('(')[0]).Take(4).DefaultIfEmpty(cause.TargetSite?.Name ?? "unknown"));

    /// <summary>What the operator is told of a failed file operation that nobody below could say more about.</summary>
    internal static ArchivistException Tell(IOException failure)
    {
        return KernelError.IsNoSpace(failure)
            ? new ArchivistException(Failure.NoSpace, failure.Message, failure) { Hint = "Free some space, then run the same command again." }
            : new ArchivistException(Failure.Failed, failure.Message, failure)
            {
                Hint = KernelError.IsReadOnly(failure) ? "Mount it for writing, or choose another place."
                    : KernelError.IsMediumError(failure) ? "Check the disk, its cable and the kernel's log, then run the same command again or use another copy."
                    : failure.HResult == KernelError.NotADirectory ? "Choose another place, or move what is there away."
                    : null,
            };
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
