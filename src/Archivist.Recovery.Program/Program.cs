using Archivist.Platform.Problems;
using Archivist.Recovery.Program;
using Archivist.Recovery.Protocol;

if (RecoveryMachine.Parse(args) is not { } machine)
{
    Console.Error.WriteLine("Archivist.Recovery is started by the init of a recovery disc: --medium FOLDER --device DEVICE --console TERMINAL...");
    return ExitCode.Of(Failure.Usage);
}

await using var consoles = Consoles.Open(machine.ConsolePaths);
await consoles.WriteLineAsync($"\r\nArchivist {RecoverySession.Version} recovery", CancellationToken.None);
IRecoveryOperator? recoveryOperator = null;
try
{
    recoveryOperator = await DrillOperator.FindAsync(machine.DrillPortPath, consoles, TimeProvider.System, CancellationToken.None);
    recoveryOperator ??= new ConsoleOperator(consoles);
    var verdict = await new RecoverySession(machine, recoveryOperator, TimeProvider.System).RunAsync(CancellationToken.None);
    await recoveryOperator.ReportAsync(verdict, CancellationToken.None);
    return ExitCode.Of(verdict.Failure);
}
catch (ArchivistException failure)
{
    recoveryOperator ??= new ConsoleOperator(consoles);
    var (sentence, hint) = recoveryOperator.Words.Of(failure.Problem);
    var verdict = new DrillEvent.Verdict(failure.Failure, sentence, 0) { Uptime = RecoveryMachine.Uptime(), Hint = hint };
    await recoveryOperator.ReportAsync(verdict, CancellationToken.None);
    return ExitCode.Of(failure.Failure);
}
