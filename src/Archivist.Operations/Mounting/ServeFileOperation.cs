using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Repository.Walking;
using Archivist.Restore.Serving;

namespace Archivist.Operations.Mounting;

/// <summary>Serves a file of a snapshot as a read-only disk by NBD until it is stopped.</summary>
public sealed class ServeFileOperation(OperationEnvironment environment) : Operation<ServeFileRequest, ServeFileResult>(environment)
{
    private protected override async Task<ServeFileResult> RunAsync(ServeFileRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        await using var reading = await archive.OpenForReadingAsync(cancellationToken);
        var repository = reading.Repository;
        var (snapshot, path) = await ChosenSnapshot.FindAsync(archive, repository, request.Snapshot, request.Filter, cancellationToken);
        var indexed = await repository.LoadIndexAsync(cancellationToken);
        var node = await SnapshotPath.FindFileAsync(indexed, snapshot, path, cancellationToken);
        await using var server = NbdServer.Start(indexed, node, request.Address);
        if (!server.Address.IsLocal)
            context.Warn(new ServedOpenly(server.Address.ToString(), path));
        var result = new ServeFileResult(snapshot, path, server.Address, server.Length);
        request.Serving(result);
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return result;
    }
}
