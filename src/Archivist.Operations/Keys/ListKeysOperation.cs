using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Repository.Keys;

namespace Archivist.Operations.Keys;

/// <summary>Lists the keys of a repository.</summary>
public sealed class ListKeysOperation(OperationEnvironment environment) : Operation<ListKeysRequest, ListKeysResult>(environment)
{
    private protected override async Task<ListKeysResult> RunAsync(ListKeysRequest request, Archive archive, CancellationToken cancellationToken) =>
        new(await RepositoryKeys.ListAsync(await archive.UnlockAsync(cancellationToken), archive.Context.Warn, cancellationToken));
}
