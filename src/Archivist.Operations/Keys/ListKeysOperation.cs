using Archivist.Keys.Keyrings;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Keys.Sharing;
using Archivist.Repository.Keys;

namespace Archivist.Operations.Keys;

/// <summary>Lists the keys of a repository, and who is in its keyring.</summary>
public sealed class ListKeysOperation(OperationEnvironment environment) : Operation<ListKeysRequest, ListKeysResult>(environment)
{
    private protected override async Task<ListKeysResult> RunAsync(ListKeysRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var repository = await archive.UnlockAsync(cancellationToken);
        var keys = await RepositoryKeys.ListAsync(repository, archive.Context.Warn, cancellationToken);
        var history = await KeyHistory.ReadAsync(await archive.FindLedgerAsync(cancellationToken), cancellationToken);
        var keyring = repository.Store.FindKeyring() is { } place ? await new Keyring(place).ListAsync(repository.KeyringSecret(), cancellationToken) : [];
        return new ListKeysResult(keys, keyring) { Paper = new PaperChange(history.Void, history.Summarize()), Held = history.Recipients };
    }
}
