using Archivist.Discs.Burning;
using Archivist.Discs.Outputs;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Walking;
using Archivist.Restore;
using Archivist.Restore.Restoring;

namespace Archivist.Operations.Restoring;

/// <summary>Restores one file of a snapshot onto a disk, a partition or an image, and writes only what differs.</summary>
public sealed class DeviceRestoreOperation(OperationEnvironment environment) : Operation<DeviceRestoreRequest, DeviceRestoreResult>(environment)
{
    private protected override async Task<DeviceRestoreResult> RunAsync(DeviceRestoreRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var startedAt = context.Clock.GetTimestamp();
        await using var reading = await archive.OpenForReadingAsync(cancellationToken);
        var repository = reading.Repository;
        var (snapshot, path) = await ChosenSnapshot.FindAsync(archive, repository, request.Snapshot, request.Filter, cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var node = await SnapshotPath.FindFileAsync(indexed, snapshot, path, cancellationToken);
        var progress = context.Progress<RestoreTotals>(totals => new(Work.RestoringDevice, null, totals.BytesDone, totals.Bytes, 0, default));
        if (!request.IsDryRun)
            await GuardAsync(context, request, cancellationToken);
        var outcome = await new DeviceRestore(indexed, node, request.Device, progress).RunAsync(request.IsDryRun, request.Verifies, cancellationToken);
        return new DeviceRestoreResult(snapshot, path, outcome, context.Clock.GetElapsedTime(startedAt));
    }

    /// <summary>A disk takes the care that burning takes; a partition or a logical volume will do as well. A file must be one that is used as nothing else, and that may be overwritten.</summary>
    private static async Task GuardAsync(OperationContext context, DeviceRestoreRequest request, CancellationToken cancellationToken)
    {
        var device = request.Device;
        if (OutputPath.Require(device, mayReplace: true) is OutputKind.Disk)
        {
            var guard = new DeviceGuard(device) { MayBeBuiltIn = request.MayBeBuiltIn, MayBePartition = true, Refusal = Failure.Usage };
            await context.RequireOverwriteAsync(device, guard.Inspect(), request.Confirmed, cancellationToken);
        }
        else if (FileLookup.Find(device) is { Kind: FileKind.File } file)
        {
            if (!file.HoldsNothing && !request.MayReplace)
                throw new ArchivistException(new TargetNotEmpty(device));
            OutputPath.RequireInPlace(device, mayFollow: false);
        }
    }
}
