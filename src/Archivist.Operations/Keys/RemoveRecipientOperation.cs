using Archivist.Evidence;
using Archivist.Keys.Problems;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Keys;

/// <summary>Removes an entry of the keyring. Copies of the keyring that were made before still open with it.</summary>
public sealed class RemoveRecipientOperation(OperationEnvironment environment) : Operation<RemoveRecipientRequest, RemoveRecipientResult>(environment)
{
    private protected override async Task<RemoveRecipientResult> RunAsync(RemoveRecipientRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var (repository, password) = await archive.UnlockWithPasswordAsync(cancellationToken);
        var keyring = repository.Store.RequireKeyring();
        var secret = repository.KeyringSecret();
        var entry = (await keyring.ListAsync(secret, cancellationToken)).FirstOrDefault(entry => string.Equals(entry.Recipient, request.Recipient, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArchivistException(new KeyringEntryMissing(request.Recipient ?? "passphrase"));
        if (!request.IsDryRun)
        {
            await using var held = await archive.LockAsync(repository, exclusive: false, cancellationToken);
            await keyring.RemoveAsync(secret, password, entry, cancellationToken);
            archive.Enter(new LedgerEntry.RecipientRemoved(archive.Context.Clock.GetUtcNow(), entry.Word, entry.Fingerprint));
        }

        return new RemoveRecipientResult(entry, request.IsDryRun);
    }
}
