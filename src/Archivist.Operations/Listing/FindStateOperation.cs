using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Trees;
using Archivist.Repository.Walking;

namespace Archivist.Operations.Listing;

/// <summary>Finds the state of a file or directory at a moment: as the last snapshot has it that captured where it is, and was taken by then.</summary>
public sealed class FindStateOperation(OperationEnvironment environment) : Operation<FindStateRequest, FindStateResult>(environment)
{
    private protected override async Task<FindStateResult> RunAsync(FindStateRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var path = SnapshotTree.BytesOf(request.Path);
        await using var reading = await archive.OpenForReadingAsync(cancellationToken);
        var repository = reading.Repository;
        var snapshots = (await repository.ListSnapshotsAsync(cancellationToken)).Where(snapshot => request.Filter.Matches(snapshot) && !snapshot.IsCatalogue() && Holds(snapshot, path)).ToList();
        if (snapshots.FindLast(snapshot => snapshot.Time.CompareTo(request.Time) <= 0) is not { } chosen)
            throw new ArchivistException(new NoStateSoEarly(DisplayPath.Of(path), request.Time, snapshots.Count == 0 ? (GoTime?)null : snapshots[0].Time));
        var next = snapshots.Find(snapshot => snapshot.Time.CompareTo(request.Time) > 0);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        if (path.Length == 0)
            return new FindStateResult(chosen, next, null, await ListAsync(indexed, chosen.Tree, path, cancellationToken));
        var node = await SnapshotTree.FindAsync(indexed, chosen.Tree, request.Path, cancellationToken);
        return new FindStateResult(
            chosen, next, node is null ? null : new TreeEntry(path, node), node?.Subtree is { } tree ? await ListAsync(indexed, tree, path, cancellationToken) : []);
    }

    /// <summary>A source is the path, is above it, or is below it.</summary>
    private static bool Holds(Snapshot snapshot, byte[] path)
    {
        var shown = PathText.Shown(path);
        return snapshot.Paths.Any(source => source.TrimEnd('/') is var at && (IsAtOrBelow(shown, at) || IsAtOrBelow(at, shown)));
    }

    private static bool IsAtOrBelow(string path, string above) =>
        path.StartsWith(above, StringComparison.Ordinal) && (path.Length == above.Length || path[above.Length] == '/');

    private static async Task<IReadOnlyList<TreeEntry>> ListAsync(IndexedRepository repository, Archivist.Repository.Ids.BlobId tree, byte[] path, CancellationToken cancellationToken) =>
        [.. (await repository.ReadTreeAsync(tree, cancellationToken)).Select(node => new TreeEntry(DisplayPath.Join(path, node.Name), node))];
}
