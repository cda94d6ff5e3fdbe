using Archivist.Keys.Age;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Repository.Opening;

namespace Archivist.Operations.Keys;

/// <summary>Opens a repository with a key, the whole way, and changes nothing of it; the ledger remembers which key of the keyring was good when.</summary>
public sealed class TestKeyOperation(OperationEnvironment environment) : Operation<TestKeyRequest, TestKeyResult>(environment)
{
    private protected override async Task<TestKeyResult> RunAsync(TestKeyRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.FindSettingsAsync(cancellationToken);
        var store = archive.OpenStore(settings);
        var configured = request.Archive.PasswordFile is null && settings?.Archive.Password is null ? settings?.Archive.Identity : null;
        if (!request.IsPassphrase && (request.Archive.IdentityFile ?? configured) is null)
        {
            var found = await SealedRepository.FindAsync(store, cancellationToken);
            return new TestKeyResult(null, (await found.UnlockAsync(await archive.ReadPasswordAsync(settings, cancellationToken), cancellationToken)).OpenedBy!.Value);
        }

        IReadOnlyList<AgeIdentity> identities = request.IsPassphrase
            ? [AgeIdentity.OfPassphrase((await ReadPassphraseAsync(request, archive, cancellationToken)).Span)]
            : await KeyringOpening.ReadIdentitiesAsync((request.Archive.IdentityFile ?? configured)!, cancellationToken);
        try
        {
            var (result, entries) = await KeyTesting.RunAsync(store, identities, archive.Context.Clock.GetUtcNow(), cancellationToken);
            foreach (var entry in entries)
                archive.Enter(entry);
            return result;
        }
        finally
        {
            foreach (var identity in identities)
                identity.Dispose();
        }
    }

    private static Task<ReadOnlyMemory<byte>> ReadPassphraseAsync(TestKeyRequest request, Archive archive, CancellationToken cancellationToken) =>
        request.PassphraseFile is { } file
            ? Password.ReadFileAsync(file, cancellationToken)
            : archive.Context.AskPasswordAsync(new Question.Password("the keyring"), cancellationToken);
}
