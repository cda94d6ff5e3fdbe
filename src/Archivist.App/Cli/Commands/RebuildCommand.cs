using System.CommandLine;
using Archivist.Messages.English;
using Archivist.Operations.Rebuilding;
using Archivist.Platform;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist rebuild</c></summary>
internal static class RebuildCommand
{
    private static readonly Option<string> Plan = new("--plan")
    {
        Description = "Directory with the layout of the lost machine.",
        HelpName = "directory",
        Required = true,
    };

    private static readonly Option<string[]> Disk = new("--disk")
    {
        Description = "Disk or file to rebuild on (repeatable: one for each old disk).",
        HelpName = "device",
        Required = true,
    };

    private static readonly Option<string?> For = new Option<string?>("--firmware")
    {
        Description = "Firmware of the new machine [that of the lost one]",
        HelpName = "firmware",
    }.AcceptOnlyFromAmong("bios", "uefi");

    internal static Command Create()
    {
        var command = new Command("rebuild", "Show how a machine would be rebuilt on other disks. Writes nothing.\n\nExample: archivist rebuild --plan /mnt/old/system --disk /dev/nvme0n1") { Plan, Disk, For };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var request = new PlanRebuildRequest
        {
            Archive = parsed.Access(),
            Layout = parsed.GetValue(Plan)!,
            Disks = parsed.GetValue(Disk)!,
            Firmware = parsed.GetValue(For) is { } word ? Firmware.Find(word) : null,
        };
        var result = await new PlanRebuildOperation(context.Environment).RunAsync(request, context.Events, cancellationToken);
        var plan = result.Plan;
        context.Output.Show(
            new RebuildPlannedRecord(
                "rebuild_planned", plan.Firmware.Word,
                [.. plan.Disks.Select(disk => new RebuiltDiskRecord(disk.OldName, disk.OldBytes, disk.Target.Path, disk.Target.Size, disk.Label, disk.Script, disk.IsUnchanged))],
                [.. plan.Steps.Select(RebuildStepRecord.Of)], [.. plan.Notes.Select(RebuildPlanText.Of)]),
            static json => json.RebuildPlannedRecord,
            _ => RebuildPlanText.Of(plan) + "\nNothing was written.");
        return ExitCode.Of(result.Verdict);
    }
}
