using System.Globalization;
using Archivist.Operations.Events;
using Archivist.Platform.Text;

namespace Archivist.App.Cli;

/// <summary>The progress of a piece of work in one line.</summary>
internal static class ProgressLine
{
    internal static string Of(OperationEvent.Progress now)
    {
        var (done, total, elapsed) = (Quantity.Bytes(now.Done), Quantity.Bytes(now.Total ?? 0), now.Elapsed);
        var rate = Quantity.Rate(now.Done, elapsed);
        var left = Quantity.Remaining(now.Done, now.Total ?? 0, elapsed);
        return now.Work switch
        {
            Work.Capturing => $"{Quantity.Count(now.Count, "file", "files")}, {done}, {rate}",
            Work.Restoring when now.TotalCount is { } files => string.Create(CultureInfo.InvariantCulture, $"{now.Count:#,0}") + $" of {Quantity.Count(files, "file", "files")}, {done} of {total}, {rate}{left}",
            Work.Restoring => $"{Quantity.Count(now.Count, "file", "files")}, {done}, {rate}",
            Work.RestoringDevice => $"{done} of {total}{left}",
            Work.Checking => $"{done} read, {rate}",
            Work.Copying when now.Subject is null => $"{done} copied, {rate}",
            Work.Copying => $"{now.Subject}: {done} copied, {rate}",
            Work.Auditing => $"{now.Subject}: {done} read, {rate}",
            Work.PruningReplica => $"{now.Subject}: {done} removed",
            Work.RepairingReplica => $"{now.Subject}: {done} repaired, {rate}",
            Work.FindingUsed => $"{Quantity.Count(now.Done, "snapshot", "snapshots")} read",
            Work.Repacking => $"{now.Done} of {Quantity.Count(now.Total ?? 0, "pack", "packs")}{left}",
            Work.ReadingPackHeaders => $"{Quantity.Count(now.Done, "pack", "packs")} read",
            Work.Mastering => $"mastering: {done}, {rate}",
            Work.BuildingImage => $"mastering: {done} of {total}, {rate}{left}",
            Work.Protecting => $"protecting: {done} of {total}, {rate}{left}",
            Work.ReadingBack => $"reading the image back: {done}, {rate}",
            Work.PreparingBurn when now.Done > 0 => $"reading the image: {done} of {total}",
            Work.PreparingBurn => "preparing the medium",
            Work.Burning => $"burning: {done} of {total}{(now.Speed is { } speed ? $", {speed:0.0}x" : "")}{left}",
            Work.Closing => "closing the disc",
            Work.Reloading => "loading the disc again",
            Work.WaitingForTray => "push the tray in: the disc is to be read back",
            Work.VerifyingBurn => $"reading back: {done} of {total}",
            Work.Rescuing => $"{now.Subject}: {done} read, {Quantity.Count(now.Count, "read", "reads")} failed",
            Work.Correcting => $"correcting: {done}, {rate}",
            Work.ReadingForRecovery => $"reading packs for recovery discs: {done}, {rate}",
            Work.ComputingRecovery => $"computing recovery: {done} of {total}, {rate}{left}",
            Work.Gathering => $"reading what belongs on it: {done}, {rate}",
            Work.CopyingPacks => $"copying packs: {done}",
            Work.CopyingRecoverySlices => $"copying recovery slices: {done}",
            Work.CheckingPacks => $"checking packs: {done}",
            Work.ComputingPacks => $"computing: {done}",
            Work.CopyingImage => $"copying: {done}, {rate}",
            Work.RepairingImage => $"repairing: {done}, {rate}",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
