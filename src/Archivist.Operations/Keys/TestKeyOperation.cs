using Archivist.Keys.Age;
using Archivist.Keys.Keyrings;
using Archivist.Keys.Problems;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;

namespace Archivist.Operations.Keys;

/// <summary>Opens a repository with a key, the whole way, and changes nothing.</summary>
public sealed class TestKeyOperation(OperationEnvironment environment) : Operation<TestKeyRequest, TestKeyResult>(environment)
{
    private protected override async Task<TestKeyResult> RunAsync(TestKeyRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.FindSettingsAsync(cancellationToken);
        var store = archive.OpenStore(settings);
        var found = await SealedRepository.FindAsync(store, cancellationToken);
        if (!request.IsPassphrase && request.Archive.IdentityFile is null)
            return new TestKeyResult(null, (await found.UnlockAsync(await archive.ReadPasswordAsync(settings, cancellationToken), cancellationToken)).OpenedBy!.Value);
        var place = store.FindKeyring() ?? throw new ArchivistException(new KeyringNotKept(store.Location));
        IReadOnlyList<AgeIdentity> identities = request.IsPassphrase
            ? [AgeIdentity.OfPassphrase((await ReadPassphraseAsync(request, archive, cancellationToken)).Span)]
            : await KeyringOpening.ReadIdentitiesAsync(request.Archive.IdentityFile!, cancellationToken);
        var (password, kind) = await new Keyring(place).OpenAsync(identities, cancellationToken);
        try
        {
            return new TestKeyResult(kind, (await found.UnlockAsync(password, cancellationToken)).OpenedBy!.Value);
        }
        catch (ArchivistException cause) when (cause.Problem is PasswordWrong)
        {
            throw new ArchivistException(new KeyringOutdated($"{place.Location}/{Keyring.FileOf(kind)}"), cause);
        }
    }

    private static Task<ReadOnlyMemory<byte>> ReadPassphraseAsync(TestKeyRequest request, Archive archive, CancellationToken cancellationToken) =>
        request.PassphraseFile is { } file
            ? Password.ReadFileAsync(file, cancellationToken)
            : archive.Context.AskPasswordAsync(new Question.Password("the keyring"), cancellationToken);
}
