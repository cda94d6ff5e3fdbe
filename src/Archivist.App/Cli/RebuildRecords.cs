using Archivist.Machine.Planning;

namespace Archivist.App.Cli;

internal sealed record RebuildPlannedRecord(
    string Type, string Firmware, IReadOnlyList<RebuiltDiskRecord> Disks, IReadOnlyList<RebuildStepRecord> Steps, IReadOnlyList<string> Notes);

internal sealed record RebuiltDiskRecord(string OldDisk, long OldBytes, string Disk, long Bytes, string? Label, string SfdiskScript, bool Unchanged);

/// <summary>A step: a program with its arguments, or something that is done without one.</summary>
internal sealed record RebuildStepRecord(string Step, string? Program, IReadOnlyList<string> Arguments, IReadOnlyList<string> Erases)
{
    internal static RebuildStepRecord Of(PlanStep step) => step switch
    {
        PlanStep.RunTool tool => new RebuildStepRecord("run", tool.Program, [.. tool.Arguments.Select(Text)], [.. tool.Erases.Select(Text)]),
        PlanStep.MakeFolder(var path) => new RebuildStepRecord("make_directory", null, [path], []),
        PlanStep.RestoreFiles(var root) => new RebuildStepRecord("restore", null, [root], []),
        PlanStep.AddLine(var path, var line) => new RebuildStepRecord("add_line", null, [path, line], []),
        PlanStep.InstallBiosBoot bios => new RebuildStepRecord("bios_boot", null, [bios.Disk.Path, $"{bios.CoreSector}", bios.Configuration, .. bios.Modules], []),
        PlanStep.InstallUefiBoot uefi => new RebuildStepRecord("uefi_boot", null, [Text(uefi.Partition), uefi.Folder, uefi.Configuration], []),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Text(StepArgument argument) => argument switch
    {
        StepArgument.Word(var text) => text,
        StepArgument.Device(var reference) => Text(reference),
        StepArgument.Content(var name, _) => $"file:{name}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What has no name yet is written as what it will be.</summary>
    private static string Text(DeviceReference reference) => reference switch
    {
        DeviceReference.Disk(var path) => path,
        DeviceReference.Partition(var path, var number) => $"{path}#{number}",
        DeviceReference.Crypt(var name) => $"crypt:{name}",
        DeviceReference.Volume(var group, var name) => $"volume:{group}/{name}",
        DeviceReference.Array(var path) => $"array:{path}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
