using Archivist.Evidence;
using Archivist.Keys.Age;
using Archivist.Keys.Keyrings;
using Archivist.Keys.Problems;
using Archivist.Operations.Archives;
using Archivist.Platform.Problems;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Keys;

/// <summary>Opens a repository through its keyring, the whole way, and changes nothing of either.</summary>
internal static class KeyTesting
{
    /// <summary>Tests identities.</summary>
    /// <param name="store">The repository.</param>
    /// <param name="identities">The caller disposes them.</param>
    /// <param name="now">The time of the test.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>What opened, and the entries for the ledger: one for each identity of that kind which the keyring knows.</returns>
    /// <exception cref="ArchivistException">It does not open: <see cref="KeyringNotKept"/>, <see cref="KeyringOutdated"/>, and those of <see cref="Keyring.OpenAsync(IReadOnlyList{AgeIdentity}, CancellationToken)"/>.</exception>
    internal static async Task<(TestKeyResult Result, IReadOnlyList<LedgerEntry> Entries)> RunAsync(
        IObjectStore store, IReadOnlyList<AgeIdentity> identities, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await SealedRepository.FindAsync(store, cancellationToken);
        var keyring = store.RequireKeyring();
        var (password, kind) = await keyring.OpenAsync(identities, cancellationToken);
        var repository = await UnlockAsync(found, password, kind, store, cancellationToken);
        var known = await keyring.ListAsync(repository.KeyringSecret(), cancellationToken);
        var opened = identities.Where(identity => identity.Kind == kind).Select(identity => identity.Recipient?.ToString()).ToHashSet();
        return (
            new TestKeyResult(kind, repository.OpenedBy!.Value),
            [.. known.Where(entry => entry.Kind == kind && opened.Contains(entry.Recipient)).Select(entry => new LedgerEntry.RecipientTested(now, entry.Word, entry.Fingerprint))]);
    }

    private static async Task<OpenRepository> UnlockAsync(SealedRepository found, byte[] password, AgeRecipientKind kind, IObjectStore store, CancellationToken cancellationToken)
    {
        try
        {
            return await found.UnlockAsync(password, cancellationToken);
        }
        catch (ArchivistException cause) when (cause.Problem is PasswordWrong)
        {
            throw new ArchivistException(new KeyringOutdated($"{store.FindKeyring()!.Location}/{Keyring.FileOf(kind)}"), cause);
        }
    }
}
