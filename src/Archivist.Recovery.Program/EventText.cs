using System.Globalization;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Repository.Snapshots;

namespace Archivist.Recovery.Program;

/// <summary>Every sentence with which the recovery tells people what happened.</summary>
internal static class EventText
{
    internal static string Of(DrillEvent happened) =>
        string.Create(CultureInfo.InvariantCulture, $"[{happened.Uptime,7:F2}] {Sentence(happened)}");

    private static string Sentence(DrillEvent happened) => happened switch
    {
        DrillEvent.Booted e => $"Archivist {e.Program} is running from {e.Medium}.",
        DrillEvent.ReplicaAnswered e => $"Replica {e.Replica} answers.",
        DrillEvent.PassedOver e => $"Damaged, and passed over: {e.Reason}.",
        DrillEvent.LatestDoubted e => $"Which snapshot is the newest is doubtful: {e.Reason}.",
        DrillEvent.ReplicaFailed e => $"Replica {e.Replica} cannot be used: {e.Reason}. Going on without it.",
        DrillEvent.Unlocked e => $"Unlocked; {e.Snapshots} {(e.Snapshots == 1 ? "snapshot" : "snapshots")}.",
        DrillEvent.SnapshotChosen e => $"Restoring snapshot {e.Snapshot} of {e.TakenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.",
        DrillEvent.TargetReady e => $"Target {e.Device} is ready.",
        DrillEvent.FirstFile => "The first file is back.",
        DrillEvent.Progress e => $"{e.Files} files, {e.Bytes} bytes so far.",
        DrillEvent.Restored e =>
            $"Restored {e.Files} files, {e.Bytes} bytes; {e.BytesFromDisc} bytes came from the disc and {e.BytesFromNetwork} over the network.",
        DrillEvent.DifferenceFound e => $"Differs: {e.Path}: {e.What}",
        DrillEvent.Verdict { Failure: Failure.None } e => $"Done: {e.Message}",
        DrillEvent.Verdict e => $"Failed ({(int)e.Failure}): {e.Message}{(e.Hint is { } hint ? $" {hint}" : string.Empty)}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
