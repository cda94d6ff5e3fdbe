using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;
using Archivist.Restore.Finding;

namespace Archivist.Operations.Listing;

/// <summary>Finds the entries that blobs, trees or packs are of.</summary>
public sealed class FindObjectsOperation(OperationEnvironment environment) : Operation<FindObjectsRequest, FindObjectsResult>(environment)
{
    private protected override async Task<FindObjectsResult> RunAsync(FindObjectsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var repository = await archive.UnlockAsync(cancellationToken);
        await using var reading = await archive.LockForReadingAsync(repository, exclusive: false, cancellationToken);
        var snapshots = await request.Snapshots.FindAsync(archive, repository, withLedger: true, cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var criterion = new ObjectCriterion(indexed, request.Kind, request.Ids);
        var search = new SnapshotSearch(indexed, criterion);
        long count = 0;
        foreach (var snapshot in snapshots)
        {
            var root = new FoundEntry(
                new TreeEntry([], new Node { Name = FileName.Of("/"), Type = NodeType.Directory, Subtree = snapshot.Tree }), snapshot.Tree);
            foreach (var (entry, tree) in (await search.SearchAsync(snapshot, cancellationToken)).Prepend(root))
            {
                foreach (var id in criterion.IdsIn(entry.Node))
                {
                    var isTree = entry.Node.Subtree == id;
                    request.Found(new FoundObject(id, isTree, entry, tree, isTree ? indexed.FindTree(id) : indexed.FindData(id)?.Pack, snapshot));
                    count++;
                }
            }
        }

        return new FindObjectsResult(count);
    }
}
