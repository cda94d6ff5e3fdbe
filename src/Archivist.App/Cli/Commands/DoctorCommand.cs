using System.CommandLine;
using System.Diagnostics;
using Archivist.Operations.Inspecting;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist doctor</c></summary>
internal static class DoctorCommand
{
    internal static Command Create()
    {
        var command = new Command("doctor", "Show which programs are missing on this machine, and the one command that installs them.");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var result = await new InspectMachineOperation(context.Environment).RunAsync(new InspectMachineRequest(), context.Events, cancellationToken);
        var packages = result.Missing.Select(need => need.Package).Distinct().ToList();
        context.Output.Show(
            new DoctorRecord("doctor", result.Missing.Count == 0, [.. result.Missing.Select(need => need.Thing)], packages),
            static json => json.DoctorRecord,
            record => record.IsComplete
                ? "Nothing is missing."
                : string.Concat(result.Missing.Select(need => $"{need.Thing} is missing (for {Word(need.Feature)})\n")) + $"Install it all with: apt-get install -y {string.Join(' ', packages)}");
        return ExitCode.Of(result.Verdict);
    }

    private static string Word(MachineFeature feature) => feature switch
    {
        MachineFeature.BuildingDiscs => "disc build",
        MachineFeature.BurningDiscs => "disc burn",
        MachineFeature.LabellingDiscs => "disc label",
        MachineFeature.Drills => "drill",
        MachineFeature.CapturingImages => "snapshot --block of images such as qcow2",
        MachineFeature.MachinesOnServedDisks => "machines on top of a disk that mount --nbd serves",
        MachineFeature.RecordingLayout => "snapshot --system of disks of that kind",
        MachineFeature.StoresBehindRclone => "rclone: and sftp: addresses",
        MachineFeature.MountingByUsers => "mount by others than root",
        MachineFeature.FastCompression => "compression at full speed",
        MachineFeature.FastEncryption => "discs, drills and https; encryption at full speed",
        _ => throw new UnreachableException(),
    };
}
