using System.CommandLine;
using Archivist.Discs.Burning;
using Archivist.Discs.Outputs;
using Archivist.Operations.Archives;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Platform.Text;
using Archivist.Repository.Ids;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Walking;
using Archivist.Restore;
using Archivist.Restore.Restoring;

namespace Archivist.App.Cli.Commands;

/// <summary><c>archivist restore --target-device</c>: one file of a snapshot onto a disk.</summary>
internal static class RestoreDevice
{
    internal static async Task<int> RunAsync(
        ParseResult parsed, string reference, IReadOnlyList<string> includes, SnapshotFilter filter, string device,
        (bool IsDryRun, bool Verifies) how, CancellationToken cancellationToken)
    {
        var context = parsed.Context();
        var startedAt = context.Clock.GetTimestamp();
        var repository = await parsed.Archive().UnlockAsync(cancellationToken);
        await using var reading = await parsed.Archive().LockForReadingAsync(repository, exclusive: false, cancellationToken);
        var chosen = await ChosenSnapshot.FindAsync(parsed, repository, reference, filter, cancellationToken);
        var (snapshot, isDryRun) = (chosen.Snapshot, how.IsDryRun);
        var path = (chosen.Folder, includes) switch
        {
            ({ Length: > 0 } named, []) => named,
            ("", [var only]) => only,
            _ => throw new ArchivistException(Failure.Usage, "--target-device takes one file of the snapshot") { Hint = "Write SNAPSHOT:/path, such as latest:/dev/sda." },
        };
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var node = await SnapshotPath.FindFileAsync(indexed, snapshot, path, cancellationToken);
        var progress = new ProgressDisplay<RestoreTotals>(context.Output, context.Clock, (totals, elapsed) =>
            $"{Quantity.Bytes(totals.BytesDone)} of {Quantity.Bytes(totals.Bytes)}" + Quantity.Remaining(totals.BytesDone, totals.Bytes, elapsed));
        if (!isDryRun)
            await GuardAsync(parsed, device, cancellationToken);
        var result = await new DeviceRestore(indexed, node, device, progress).RunAsync(isDryRun, how.Verifies, cancellationToken);
        var elapsed = context.Clock.GetElapsedTime(startedAt);
        context.Output.Show(
            new RestoredDeviceRecord(
                "restored_device", snapshot.Id.ToString(), path, device, result.Bytes, result.BytesWritten, result.BytesCleared, isDryRun,
                result.IsVerified, elapsed.TotalSeconds),
            CliJson.Default.RestoredDeviceRecord,
            record => $"{(isDryRun ? "Would restore" : "Restored")} {path} of snapshot {record.SnapshotId[..8]} to {device}: {Quantity.Bytes(record.Bytes)}, of which "
                + $"{Quantity.Bytes(record.BytesWritten)} {(isDryRun ? "would be" : "were")} written and {Quantity.Bytes(record.BytesCleared)} cleared, in {Quantity.Duration(elapsed)}"
                + (record.IsVerified ? "; read back and identical" : ""));
        return 0;
    }

    /// <summary>A disk takes the care of 'disc burn'; a partition or a logical volume will do as well. A file must be one that is used as nothing else, and that may be overwritten.</summary>
    private static async Task GuardAsync(ParseResult parsed, string device, CancellationToken cancellationToken)
    {
        if (OutputPath.Require(device, mayReplace: true) is OutputKind.Disk)
        {
            var guard = new DeviceGuard(device) { MayBeBuiltIn = parsed.GetValue(DeviceConfirmation.BuiltIn), MayBePartition = true, Refusal = Failure.Usage };
            await parsed.Context().Operation.RequireOverwriteAsync(device, guard.Inspect(), parsed.GetValue(DeviceConfirmation.Confirm), cancellationToken);
        }
        else if (FileLookup.Find(device) is { Kind: FileKind.File } file)
        {
            if (!file.HoldsNothing && !parsed.GetValue(ForceOption.Force))
            {
                throw new ArchivistException(Failure.Usage, $"{device}: the file exists already, and something is in it")
                {
                    Hint = $"Give {ForceOption.Flag} if what is in it may be overwritten.",
                };
            }

            OutputPath.RequireInPlace(device, mayFollow: false);
        }
    }
}
