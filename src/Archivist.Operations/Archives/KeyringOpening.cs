using System.Security.Cryptography;
using Archivist.Discs.Sets;
using Archivist.Keys.Age;
using Archivist.Keys.Keyrings;
using Archivist.Keys.Problems;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Archives;

/// <summary>Opens repositories through their keyrings.</summary>
internal static class KeyringOpening
{
    /// <summary>Where the keyring of a repository is; null for a place that takes the files of restic only.</summary>
    internal static IKeyringPlace? FindKeyring(this IObjectStore store) =>
        store.Find<IDirectoryStore>() is { } folder ? new KeyringFolder(Path.Combine(folder.Directory, Keyring.FolderName))
        : store.Find<ISideFileStore>() is { } files ? new KeyringBeside(store.Location, files)
        : store.Find<DiscAtAddress>() is { } disc ? new ReadOnlyKeyringPlace($"{store.Location}:{Keyring.FolderName}", disc.ReadFileAsync)
        : null;

    /// <summary>The keyring of a repository.</summary>
    /// <exception cref="ArchivistException"><see cref="KeyringNotKept"/>: its place has no room for one.</exception>
    internal static Keyring RequireKeyring(this IObjectStore store) => new(store.FindKeyring() ?? throw new ArchivistException(new KeyringNotKept(store.Location)));

    /// <summary>The secret under which the list of recipients is encrypted.</summary>
    internal static byte[] KeyringSecret(this OpenRepository repository) => repository.DeriveSecret("archivist keyring recipients"u8);

    /// <summary>Reads an identity file; the caller disposes the identities.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: it cannot be read, or is not one.</exception>
    internal static async Task<IReadOnlyList<AgeIdentity>> ReadIdentitiesAsync(string path, CancellationToken cancellationToken)
    {
        byte[] content;
        try
        {
            content = await DurableFile.ReadAsync(path, AgeIdentityFile.LargestSize, cancellationToken);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ArchivistException(new PathNotFound(path), cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ArchivistException(new PathNotReadable(path, Cause.Of(cause), Failure.Usage), cause);
        }

        try
        {
            return AgeIdentityFile.Parse(content, path);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>The keyring on discs, the first of which gives it.</summary>
    internal static IKeyringPlace KeyringOn(DiscSet discs) => new ReadOnlyKeyringPlace($"{discs.Location}:{Keyring.FolderName}", discs.ReadFileAsync);

    /// <summary>Finds the password of a repository in the first keyring that an identity file opens.</summary>
    /// <param name="context">Opens stores.</param>
    /// <param name="identityFile">The identity file.</param>
    /// <param name="known">The keyring that is looked into first; null for none.</param>
    /// <param name="addresses">Then the repository and its replicas, in this order.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ArchivistException">What is wrong with the first keyring, when none opens.</exception>
    internal static async Task<ReadOnlyMemory<byte>> OpenKeyringAsync(
        this OperationContext context, string identityFile, IKeyringPlace? known, IEnumerable<string> addresses, CancellationToken cancellationToken)
    {
        var identities = await ReadIdentitiesAsync(identityFile, cancellationToken);
        var keyrings = addresses.Select<string, Func<Keyring>>(address => () => context.OpenStore(address).RequireKeyring());
        ArchivistException? first = null;
        try
        {
            foreach (var open in known is null ? keyrings : keyrings.Prepend(() => new Keyring(known)))
            {
                try
                {
                    return (await open().OpenAsync(identities, cancellationToken)).Password;
                }
                catch (ArchivistException cause)
                {
                    first ??= cause;
                }
            }
        }
        finally
        {
            foreach (var identity in identities)
                identity.Dispose();
        }

        throw first!;
    }

    /// <summary>The addresses at which the keyring of the settings is looked for.</summary>
    internal static IEnumerable<string> KeyringAddresses(this ArchivistSettings settings) => settings.Replicas.Select(replica => replica.Url).Prepend(settings.Archive.Repository);

    /// <summary>Unlocks a repository with its password, or with the passphrase of its keyring.</summary>
    /// <exception cref="ArchivistException"><see cref="PasswordWrong"/>: it is neither; and as <see cref="SealedRepository.UnlockAsync"/>.</exception>
    internal static Task<OpenRepository> UnlockAsync(this SealedRepository found, IObjectStore store, ReadOnlyMemory<byte> password, CancellationToken cancellationToken) =>
        found.UnlockAsync(store.FindKeyring, password, cancellationToken);

    /// <summary>Unlocks a repository with its password, or with the passphrase of a keyring.</summary>
    /// <param name="found">The repository.</param>
    /// <param name="findKeyring">Finds the keyring where the password is wrong; null when there is none.</param>
    /// <param name="password">Either of them.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ArchivistException"><see cref="PasswordWrong"/>: it is neither; and as <see cref="SealedRepository.UnlockAsync"/>.</exception>
    internal static async Task<OpenRepository> UnlockAsync(this SealedRepository found, Func<IKeyringPlace?> findKeyring, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        try
        {
            return await found.UnlockAsync(password, cancellationToken);
        }
        catch (ArchivistException wrong) when (wrong.Problem is PasswordWrong && findKeyring() is { } place)
        {
            using var passphrase = AgeIdentity.OfPassphrase(password.Span);
            (byte[] Password, AgeRecipientKind) opened;
            try
            {
                opened = await new Keyring(place).OpenAsync([passphrase], cancellationToken);
            }
            catch (ArchivistException)
            {
                // Without a keyring, or for another passphrase, it is simply a wrong password.
                throw wrong;
            }

            return await found.UnlockAsync(opened.Password, cancellationToken);
        }
    }
}
