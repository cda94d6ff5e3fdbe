using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Repository.Retention;

namespace Archivist.Operations.Listing;

/// <summary>Lists the snapshots of a repository.</summary>
public sealed class SnapshotsOperation(OperationEnvironment environment) : Operation<SnapshotsRequest, SnapshotsResult>(environment)
{
    private protected override async Task<SnapshotsResult> RunAsync(SnapshotsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        await using var reading = await archive.OpenForReadingAsync(cancellationToken);
        var repository = reading.Repository;
        var snapshots = (await repository.ListSnapshotsAsync(cancellationToken)).Where(request.Filter.Matches).ToList();
        if (request.Latest is { } latest)
        {
            var split = (request.Grouping ?? SnapshotGrouping.Default).Split(snapshots);
            var ledger = await archive.FindLedgerAsync(cancellationToken);
            foreach (var group in split.Where(group => group.Snapshots.Count > latest))
                await LatestWarning.TellAsync(archive.Context, ledger, repository, group.Snapshots, cancellationToken);
            var kept = split.SelectMany(group => group.Snapshots.TakeLast(latest)).ToHashSet();
            snapshots = [.. snapshots.Where(kept.Contains)];
        }

        return new SnapshotsResult(snapshots, request.Grouping?.Split(snapshots) ?? [new SnapshotGroup(null, null, null, snapshots)], repository.PassedOver.Count);
    }
}
