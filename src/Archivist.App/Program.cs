using Archivist.App.Cli;
using Archivist.App.Messages;
using Archivist.App;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;
using Archivist.Platform.Processes;

// Before anything else is loaded: the runtime itself opens some fifty files.
if (!OpenFileLimit.TryRaise())
{
    Console.Error.WriteLine("error: this process may not open enough files.\n  Allow it at least 256, with 'ulimit -n 256' or LimitNOFILE=.");
    return (int)Failure.Failed;
}

// A fault on a thread of its own would end in a stack trace; one line says what it is.
AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
{
    Console.Error.WriteLine($"error: {CommandLineMessages.Instance.Of(Failures.BugOf(thrown.ExceptionObject as Exception ?? new InvalidOperationException("no exception"))).Sentence}");
    Environment.Exit((int)Failure.Bug);
};
return await CommandLine.RunAsync(RawArguments.Restore(args));
