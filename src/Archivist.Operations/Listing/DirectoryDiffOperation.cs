using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Restore.Comparing;

namespace Archivist.Operations.Listing;

/// <summary>Compares a snapshot with a directory of this machine, byte by byte.</summary>
public sealed class DirectoryDiffOperation(OperationEnvironment environment) : Operation<DirectoryDiffRequest, DirectoryDiffResult>(environment)
{
    private protected override async Task<DirectoryDiffResult> RunAsync(DirectoryDiffRequest request, Archive archive, CancellationToken cancellationToken)
    {
        await using var reading = await archive.OpenForReadingAsync(cancellationToken);
        var repository = reading.Repository;
        var chosen = await ChosenSnapshot.FindAsync(archive, repository, request.Snapshot, request.Filter, cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var directory = Path.GetFullPath(request.Directory);
        if (!FileLookup.IsDirectory(directory))
            throw new ArchivistException(new DirectoryNotFound(directory));
        // Without a directory of the snapshot, the one of the same path is meant.
        if (chosen.Path.Length == 0)
            chosen = chosen with { Path = directory.TrimEnd('/') };
        var comparison = await new SnapshotComparison(indexed).RunAsync(await chosen.FindTreeAsync(indexed, cancellationToken), directory, cancellationToken);
        return new DirectoryDiffResult(chosen.Snapshot, directory, comparison);
    }
}
