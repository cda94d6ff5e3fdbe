using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Repository.Walking;
using Archivist.Restore.Finding;

namespace Archivist.Operations.Listing;

/// <summary>Finds every version that paths have had.</summary>
public sealed class FindVersionsOperation(OperationEnvironment environment) : Operation<FindVersionsRequest, FindVersionsResult>(environment)
{
    private protected override async Task<FindVersionsResult> RunAsync(FindVersionsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        await using var reading = await archive.OpenForReadingAsync(cancellationToken);
        var repository = reading.Repository;
        var snapshots = await request.Snapshots.FindAsync(archive, repository, withLedger: true, cancellationToken);
        var history = new VersionHistory(await repository.LoadIndexAsync(cancellationToken));
        var count = 0;
        foreach (var path in request.Paths)
        {
            var versions = await history.FollowAsync(path, snapshots, cancellationToken);
            request.Found(SnapshotTree.BytesOf(path), versions);
            count += versions.Count;
        }

        return new FindVersionsResult(count);
    }
}
