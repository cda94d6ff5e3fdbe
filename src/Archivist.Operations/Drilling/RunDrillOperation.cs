using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Drilling;

/// <summary>Boots an image in a virtual machine, has everything rebuilt from disc and delta, and enters the verdict into the ledger. The verdict is that of the drill.</summary>
public sealed class RunDrillOperation(OperationEnvironment environment) : Operation<RunDrillRequest, RunDrillResult>(environment)
{
    private protected override async Task<RunDrillResult> RunAsync(RunDrillRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        if (request.Replica is { } replica && settings.Replicas.All(candidate => candidate.Name != replica))
            throw new ArchivistException(new ReplicaNotInSettings(replica, settings.File));
        var image = request.Image ?? FindNewest(settings);
        var options = new DrillOptions(image, request.Replica, settings.Drill.TimeLimit, settings.Drill.MemoryMebibytes, settings.Drill.Acceleration, request.Medium, request.Unlock);
        var drill = (await new DrillRunner(context, settings).RunAsync(options, [(request.Firmware, request.Fault)], $"{settings.Report.Folder}/drills", cancellationToken))[0];
        var entries = new Bookkeeping();
        await entries.TryAsync(() => DrillRunner.RecordAsync(new ArchiveLedger(settings, context.Clock), context, image, drill, cancellationToken));
        return new RunDrillResult(image, drill.Result, drill.Key) { Verdict = Severity.Worse(drill.Result.Failure, entries.Report(context.Events)) };
    }

    private static string FindNewest(ArchivistSettings settings) =>
        (FileLookup.IsDirectory(settings.Disc.Output) ? new DirectoryInfo(settings.Disc.Output).EnumerateFiles("*.iso") : [])
            .OrderByDescending(file => file.LastWriteTimeUtc).FirstOrDefault()?.FullName
        ?? throw new ArchivistException(new NoImageThere(settings.Disc.Output));
}
