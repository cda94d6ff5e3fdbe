using Archivist.App;
using Archivist.App.Cli;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;

// Before anything else is loaded: the runtime itself opens some fifty files.
if (!OpenFileLimit.TryRaise())
{
    Console.Error.WriteLine("error: this process may not open enough files.\n  Allow it at least 256, with 'ulimit -n 256' or LimitNOFILE=.");
    return ExitCode.Of(Failure.Failed);
}

// A fault on a thread of its own would end in a stack trace; one line says what it is.
AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
{
    using var console = new Output(args.Contains("--json"), quiet: false);
    Environment.Exit(CommandLine.Fail(console, (Exception)thrown.ExceptionObject, args, ProcessSurroundings.Read(), isStopped: false));
};
return await CommandLine.RunAsync(RawArguments.Restore(args));
