using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Repository.Statistics;

namespace Archivist.Operations.Listing;

/// <summary>Counts what snapshots hold.</summary>
public sealed class StatisticsOperation(OperationEnvironment environment) : Operation<StatisticsRequest, StatisticsResult>(environment)
{
    private protected override async Task<StatisticsResult> RunAsync(StatisticsRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var repository = await archive.UnlockAsync(cancellationToken);
        await using var reading = await archive.LockForReadingAsync(repository, exclusive: false, cancellationToken);
        var snapshots = await request.Snapshots.FindAsync(archive, repository, withLedger: true, cancellationToken);
        return new StatisticsResult(await RepositoryStatistics.CountAsync(await repository.LoadIndexAsync(cancellationToken), snapshots, request.Mode, cancellationToken));
    }
}
