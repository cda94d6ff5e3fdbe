using Archivist.Platform;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Keys;

/// <summary>
/// The passwords of an unlocked repository. Each key file holds the same master key under another password, so a password can be
/// added and removed without touching the content; anyone who ever had one may have kept the master key.
/// </summary>
public static class RepositoryKeys
{
    private const int SmallFileLimit = 1024 * 1024;

    /// <summary>All keys, by id. A damaged one is left out and reported to <paramref name="damaged"/>.</summary>
    public static async Task<IReadOnlyList<RepositoryKey>> ListAsync(
        OpenRepository repository, Action<Problem>? damaged, CancellationToken cancellationToken)
    {
        var keys = new List<RepositoryKey>();
        foreach (var (name, _) in await repository.Store.ListSortedAsync(ObjectKind.Key, cancellationToken))
        {
            try
            {
                var key = KeyFile.Parse(await repository.Store.ReadAllAsync(name, SmallFileLimit, cancellationToken), name);
                keys.Add(new RepositoryKey(name.Id, key.Username ?? "", key.Hostname ?? "", key.Created ?? "", name.Id == repository.OpenedBy));
            }
            catch (ArchivistException cause) when (cause.Failure is Failure.Tampering)
            {
                damaged?.Invoke(cause.Problem);
            }
        }

        return keys;
    }

    /// <summary>Adds a password. The new key is opened with it before it is stored, and read back before it counts as added.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Usage"/>: the password is empty; <see cref="Failure.Failed"/>: the store returned other bytes than were written (<see cref="KeyNotReadBack"/>).
    /// </exception>
    public static async Task<RepositoryKey> AddAsync(
        OpenRepository repository, ReadOnlyMemory<byte> password, Operator who, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (password.Length == 0)
            throw new ArchivistException(new PasswordEmpty());
        var now = clock.GetLocalNow();
        var file = KeyFile.Create(repository.Sealers.Key, password.Span, who, now, repository.NewKeys, repository.Sealers.Crypto);
        var name = new ObjectName(ObjectKind.Key, Digest.Of(file));
        await repository.Store.PutAsync(name, new BytesContent(file), cancellationToken);
        var stored = await repository.Store.ReadAllAsync(name, SmallFileLimit, cancellationToken);
        // The key was verified when it was made; what remains to be checked is that the store has these bytes.
        if (!stored.AsSpan().SequenceEqual(file))
        {
            await repository.Store.RemoveAsync(name, CancellationToken.None);
            throw new ArchivistException(new KeyNotReadBack(name, repository.Store.Location));
        }

        return new RepositoryKey(name.Id, who.Username, who.Hostname, GoTime.From(now).ToString(), IsCurrent: false);
    }

    /// <summary>Finds a key by its id or the beginning of it; none or more than one is <see cref="Failure.Usage"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: none or several match (<see cref="KeyNotFound"/>, <see cref="KeyAmbiguous"/>).</exception>
    public static async Task<Digest> FindAsync(OpenRepository repository, string reference, CancellationToken cancellationToken)
    {
        var found = (await repository.Store.ListSortedAsync(ObjectKind.Key, cancellationToken))
            .Where(key => key.Name.Id.ToString().StartsWith(reference, StringComparison.OrdinalIgnoreCase)).ToList();
        return reference.Length > 0 && found.Count == 1
            ? found[0].Name.Id
            : throw new ArchivistException(found.Count == 0 ? new KeyNotFound(reference) : new KeyAmbiguous(reference, found.Count));
    }

    /// <summary>
    /// Removes a key. The key that opened the repository cannot be removed, so a working one always remains.
    /// </summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: the key opened the repository (<see cref="KeyInUse"/>).</exception>
    public static async Task RemoveAsync(OpenRepository repository, Digest key, RepositoryLock held, CancellationToken cancellationToken)
    {
        if (key == repository.OpenedBy)
            throw new ArchivistException(new KeyInUse(key));
        await held.ConfirmAsync(cancellationToken);
        await repository.Store.RemoveAsync(new ObjectName(ObjectKind.Key, key), cancellationToken);
    }

    /// <summary>Replaces the password that opened the repository: the new key is verified before the old one is removed.</summary>
    public static async Task<RepositoryKey> ReplaceCurrentAsync(
        OpenRepository repository, ReadOnlyMemory<byte> password, Operator who, TimeProvider clock, RepositoryLock held, CancellationToken cancellationToken)
    {
        var old = repository.OpenedBy ?? throw new InvalidOperationException("The repository was not opened with a password.");
        var added = await AddAsync(repository, password, who, clock, cancellationToken);
        await held.ConfirmAsync(cancellationToken);
        await repository.Store.RemoveAsync(new ObjectName(ObjectKind.Key, old), cancellationToken);
        return added;
    }
}
