using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Archivist.App.Cli;
using Archivist.App.Cli.Commands;
using Archivist.App.Messages;
using Archivist.App.Notifying;
using Archivist.App.Problems;
using Archivist.App.Service;
using Archivist.App.Web;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Discs.Burning;
using Archivist.Operations.Events;
using Archivist.Operations.Notifying.Messages;
using Archivist.Operations.Problems;
using Archivist.Platform.Kernel;
using Archivist.Platform.Problems;
using Archivist.Platform.SystemBus;

namespace Archivist.App;

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
        ("at", AtCommand.Create),
        ("dump", DumpCommand.Create),
        ("restore", RestoreCommand.Create),
        ("mount", MountCommand.Create),
        ("rebuild", RebuildCommand.Create),
        ("check", CheckCommand.Create),
        ("forget", ForgetCommand.Create),
        ("prune", PruneCommand.Create),
        ("repair", RepairCommand.Create),
        ("unlock", UnlockCommand.Create),
        ("tag", TagCommand.Create),
        ("stats", StatsCommand.Create),
        ("copy", CopyCommand.Create),
        ("share", ShareCommand.Create),
        ("key", KeyCommand.Create),
        ("status", StatusCommand.Create),
        ("replicate", ReplicateCommand.Create),
        ("audit", AuditCommand.Create),
        ("replica", ReplicaCommand.Create),
        ("serve", ServeCommand.Create),
        ("install-service", InstallServiceCommand.Create),
        ("disc", DiscCommand.Create),
        ("drill", DrillCommand.Create),
        ("run", RunCommand.Create),
        ("schedule", ScheduleCommand.Create),
        ("notify", NotifyCommand.Create),
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
            code = await RunAsync(args, console, signals, stop.Token);
        }
        catch (Exception cause)
        {
            code = Fail(console, cause, args, ProcessSurroundings.Read(), stop.IsCancellationRequested);
        }

        return console.Lost is { } lost && code == 0 ? ReportLost(console, lost) : code;
    }

    private static async Task<int> RunAsync(string[] args, Output console, StopSignals signals, CancellationToken stop)
    {
        var root = Build(args.FirstOrDefault());
        var parsed = root.Parse(EmptyValues.Split(args, root));
        if (FindError(parsed) is { } error)
            throw CommandLineProblem.Usage(error, $"See '{PathOf(parsed.CommandResult.Command)} --help'.");
        if (EmptyValues.Find(parsed) is { } empty)
            throw CommandLineProblem.Usage($"{empty}: the value is empty", "Name something; a variable of a script that is not set ends up like this.");
        var events = new TerminalEvents(console, TimeProvider.System) { IsInputTaken = SourceOptions.TakesInput(parsed) };
        var surroundings = ProcessSurroundings.Read();
        await using var stores = new StoreOpener(TimeProvider.System, surroundings);
        var environment = new OperationEnvironment(TimeProvider.System, surroundings, stores, CommandLineMessages.Instance, new RestServers())
        {
            Recorders = new MachineRecorders(),
            Servers = new ServerLookup(),
            Host = new ServiceHosts(),
            Network = new NetworkManagerState(TimeProvider.System),
            Notifications = new NotificationPort(new NotificationDelivery(TimeProvider.System), NotificationText.Instance),
            Power = new UPowerState(TimeProvider.System),
            Sleep = new LogindSleep(TimeProvider.System),
            Commands = new PrintedCommands("archivist drill run", "archivist disc verify", "archivist key combine", "archivist key test --share", "archivist key test --sheet", "archivist key codes --check"),
        };
        var code = await parsed.InvokeAsync(new CommandInvocation(new CommandContext(console, events, environment) { Signals = signals }) { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop);
        if (parsed.Action is HelpAction && Examples.TryGetValue(parsed.CommandResult.Command, out var example))
            Console.Out.WriteLine($"Example:\n  {example}\n");
        return code;
    }

    /// <summary>Reports what ended a verb. The details of a bug go to a file.</summary>
    /// <param name="console">Where to report it.</param>
    /// <param name="cause">What was thrown.</param>
    /// <param name="args">The command line; of it only the verb is written down.</param>
    /// <param name="user">Says where the file goes.</param>
    /// <param name="isStopped">The operator asked the verb to stop.</param>
    /// <returns>The exit code.</returns>
    internal static int Fail(Output console, Exception cause, IReadOnlyList<string> args, SettingsEnvironment user, bool isStopped)
    {
        var problem = Failures.Of(cause, isStopped).Problem;
        if (problem is BugFound bug)
            problem = BugReport.Write(bug, cause, VerbOf(args), BugReport.Directories(user), TimeProvider.System);
        console.Fail(problem);
        return ExitCode.Of(problem.Failure);
    }

    /// <summary>The words that are verbs, up to the first that is none; null without any. Never a value: that may be a secret.</summary>
    private static string? VerbOf(IReadOnlyList<string> args)
    {
        if (Verbs.FirstOrDefault(known => args.Contains(known.Name)) is not { Create: { } create, Name: var name })
            return null;
        var below = args.SkipWhile(word => word != name).Skip(1).FirstOrDefault();
        return create().Subcommands.FirstOrDefault(verb => verb.Name == below) is { } found ? $"{name} {found.Name}" : name;
    }

    private static int ReportLost(Output console, IOException lost)
    {
        var failure = KernelError.IsNoSpace(lost) ? Failure.NoSpace : Failure.Failed;
        console.Fail(new ResultsLost(failure, Cause.Of(lost)));
        return ExitCode.Of(failure);
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
