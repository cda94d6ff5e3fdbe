using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Repository.Ids;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Walking;
using Archivist.Restore.Finding;

namespace Archivist.Operations.Listing;

/// <summary>Lists a path in every state that it has had, each once.</summary>
public sealed class ListStatesOperation(OperationEnvironment environment) : Operation<ListStatesRequest, ListStatesResult>(environment)
{
    private protected override async Task<ListStatesResult> RunAsync(ListStatesRequest request, Archive archive, CancellationToken cancellationToken)
    {
        await using var reading = await archive.OpenForReadingAsync(cancellationToken);
        var repository = reading.Repository;
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var path = SnapshotTree.BytesOf(request.Path);
        var versions = await new VersionHistory(indexed).FollowAsync(request.Path, snapshots.Where(request.Filter.Matches), cancellationToken);
        var listed = new Dictionary<BlobId, Snapshot>();
        foreach (var version in versions)
        {
            request.StateFound(version);
            if (version.Node is not { } node)
                continue;
            request.Found(version, new TreeEntry(path, node));
            if (node.Subtree is not { } subtree)
                continue;
            if (!listed.TryAdd(subtree, version.First))
            {
                request.FoundBefore(listed[subtree]);
                continue;
            }

            await foreach (var entry in SnapshotTree.ListAsync(indexed, subtree, path, cancellationToken))
                request.Found(version, entry);
        }

        return new ListStatesResult(versions.Count);
    }
}
