using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Restore.Finding;

namespace Archivist.Operations.Listing;

/// <summary>Finds entries by the patterns of their paths and the time of their last change.</summary>
public sealed class FindEntriesOperation(OperationEnvironment environment) : Operation<FindEntriesRequest, FindEntriesResult>(environment)
{
    private protected override async Task<FindEntriesResult> RunAsync(FindEntriesRequest request, Archive archive, CancellationToken cancellationToken)
    {
        await using var reading = await archive.OpenForReadingAsync(cancellationToken);
        var repository = reading.Repository;
        var snapshots = await request.Snapshots.FindAsync(archive, repository, withLedger: true, cancellationToken);
        var search = new SnapshotSearch(await repository.LoadIndexAsync(cancellationToken), new PatternCriterion(request.Patterns, request.Oldest, request.Newest));
        long count = 0;
        foreach (var snapshot in snapshots)
        {
            foreach (var (entry, _) in await search.SearchAsync(snapshot, cancellationToken))
            {
                request.Found(snapshot, entry);
                count++;
            }
        }

        return new FindEntriesResult(count);
    }
}
