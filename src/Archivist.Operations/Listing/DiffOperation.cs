using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Restore.Comparing;

namespace Archivist.Operations.Listing;

/// <summary>Compares two snapshots by their metadata.</summary>
public sealed class DiffOperation(OperationEnvironment environment) : Operation<DiffRequest, DiffResult>(environment)
{
    private protected override async Task<DiffResult> RunAsync(DiffRequest request, Archive archive, CancellationToken cancellationToken)
    {
        await using var reading = await archive.OpenForReadingAsync(cancellationToken);
        var repository = reading.Repository;
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        await LatestWarning.TellAsync(archive, true, repository, snapshots, request.Filter, [request.Before.Snapshot, request.After.Snapshot], cancellationToken);
        var before = ChosenSnapshot.Find(snapshots, request.Before, request.Filter);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var after = ChosenSnapshot.Find(snapshots, request.After, request.Filter);
        var statistics = await new SnapshotDiff(indexed, request.ShowsMetadata, request.Found).RunAsync(
            await before.FindTreeAsync(indexed, cancellationToken), await after.FindTreeAsync(indexed, cancellationToken), cancellationToken);
        return new DiffResult(before.Snapshot, after.Snapshot, statistics);
    }
}
