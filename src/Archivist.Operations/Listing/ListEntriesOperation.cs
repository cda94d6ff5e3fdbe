using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;
using Archivist.Repository.Problems;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;

namespace Archivist.Operations.Listing;

/// <summary>Lists the entries of a snapshot.</summary>
public sealed class ListEntriesOperation(OperationEnvironment environment) : Operation<ListEntriesRequest, ListEntriesResult>(environment)
{
    private protected override async Task<ListEntriesResult> RunAsync(ListEntriesRequest request, Archive archive, CancellationToken cancellationToken)
    {
        await using var reading = await archive.OpenForReadingAsync(cancellationToken);
        var repository = reading.Repository;
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var chosen = await ChosenSnapshot.FindAsync(archive, repository, request.Snapshot, request.Filter, cancellationToken);
        var tree = await chosen.FindTreeAsync(indexed, cancellationToken);
        var path = SnapshotTree.BytesOf(request.Path);
        if (path.Length > 0)
        {
            var top = await SnapshotTree.FindAsync(indexed, tree, request.Path, cancellationToken) ?? throw new ArchivistException(
                new PathNotInSnapshot(DisplayPath.Of(path), chosen.Snapshot.Id));
            request.Found(new TreeEntry(path, top));
            if (top.Subtree is not { } subtree)
                return new ListEntriesResult(chosen.Snapshot);
            tree = subtree;
        }

        await foreach (var entry in SnapshotTree.ListAsync(indexed, tree, path, cancellationToken))
            request.Found(entry);
        return new ListEntriesResult(chosen.Snapshot);
    }
}
