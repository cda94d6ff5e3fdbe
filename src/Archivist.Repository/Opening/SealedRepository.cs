using System.Text.Json;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Repository.Chunking;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Opening;

/// <summary>A repository that was found but not unlocked: only its keys' public parts are readable.</summary>
public sealed class SealedRepository
{
    private const int SmallFileLimit = 1024 * 1024;

    private readonly IObjectSource _store;

    private SealedRepository(IObjectSource store) => _store = store;

    /// <summary>Finds the repository in <paramref name="store"/>, or fails with <see cref="Failure.RepositoryMissing"/>.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.RepositoryMissing"/>: there is none.</exception>
    public static async Task<SealedRepository> FindAsync(IObjectSource store, CancellationToken cancellationToken)
    {
        if (await store.FindLengthAsync(ObjectName.Configuration, cancellationToken) is null)
            throw new ArchivistException(new RepositoryNotFound(store.Location));
        return new SealedRepository(store);
    }

    /// <summary>Creates a new, empty repository of format version 2 and returns it unlocked.</summary>
    /// <exception cref="ArchivistException">
    /// <see cref="Failure.Failed"/>: there is a repository already, or objects of one that lost its configuration (<see cref="RepositoryExists"/>, <see cref="ConfigLost"/>).
    /// </exception>
    public static async Task<OpenRepository> CreateAsync(
        IObjectStore store, ReadOnlyMemory<byte> password, Operator who, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await store.FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null)
            throw AlreadyThere(store);
        await RefuseRemainsAsync(store, cancellationToken);
        // An init that was killed leaves its key. Where the password opens it, it is used: of two master keys behind one password, restic would try the wrong one.
        var (left, leftName) = await FindLeftKeyAsync(store, password, cancellationToken);
        var master = left ?? SealingKey.Generate();
        var key = leftName?.Id ?? await PutKeyAsync(store, KeyFile.Create(master, password.Span, who, clock.GetUtcNow()), cancellationToken);

        Span<byte> id = stackalloc byte[Digest.Size];
        Platform.SystemRandom.Fill(id);
        var config = new ConfigDocument(2, new Digest(id).ToString(), Polynomial.GenerateIrreducible().ToString());
        var pool = new SealerPool(master);
        var document = config.Write();
        var sealedConfig = pool.Seal(document);
        WriteVerification.CheckMessage(pool, sealedConfig, Digest.Of(document), unwrap: null, ObjectName.Configuration);
        // The configuration comes last: until it is there, there is no repository.
        try
        {
            await store.PutAsync(ObjectName.Configuration, new BytesContent(sealedConfig), cancellationToken);
        }
        catch (ObjectExistsException)
        {
            // Another init was first; its repository must not get a second master key.
            if (left is null)
                await store.RemoveAsync(new ObjectName(ObjectKind.Key, key), CancellationToken.None);
            throw AlreadyThere(store);
        }

        // A killed init may also leave half a file; one of a living process is locked and stays.
        store.Find<ICleanableStore>()?.RemoveUnfinished();
        return new OpenRepository(store, pool, config) { OpenedBy = key };
    }

    private static ArchivistException AlreadyThere(IObjectStore store) => new(new RepositoryExists(store.Location));

    /// <summary>Packs or snapshots without a configuration are a repository that has lost it, and a new configuration would bury them.</summary>
    private static async Task RefuseRemainsAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        await RefuseRemainsAsync(store, ObjectKind.Snapshot, cancellationToken);
        await RefuseRemainsAsync(store, ObjectKind.Index, cancellationToken);
        await RefuseRemainsAsync(store, ObjectKind.Pack, cancellationToken);
    }

    private static async Task RefuseRemainsAsync(IObjectStore store, ObjectKind kind, CancellationToken cancellationToken)
    {
        await foreach (var (name, _) in store.ListAsync(kind, cancellationToken))
            throw new ArchivistException(new ConfigLost(store.Location, name));
    }

    private static async Task<(SealingKey? Master, ObjectName? Name)> FindLeftKeyAsync(
        IObjectStore store, ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        foreach (var (name, _) in await store.ListSortedAsync(ObjectKind.Key, cancellationToken))
        {
            try
            {
                if (KeyFile.TryOpen(KeyFile.Parse(await store.ReadAllAsync(name, SmallFileLimit, cancellationToken), name), password.Span, name) is { } master)
                    return (master, name);
            }
            catch (ArchivistException damaged) when (damaged.Failure is Failure.Tampering)
            {
                // Half a key will never open anything.
            }
        }

        return (null, null);
    }

    private static async Task<Digest> PutKeyAsync(IObjectStore store, byte[] key, CancellationToken cancellationToken)
    {
        var name = new ObjectName(ObjectKind.Key, Digest.Of(key));
        await store.PutAsync(name, new BytesContent(key), cancellationToken);
        return name.Id;
    }

    /// <summary>Tries the password on every key; <see cref="Failure.WrongKey"/> when it opens none.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.WrongKey"/>: the password opens no key, or there is no key file.</exception>
    public async Task<OpenRepository> UnlockAsync(ReadOnlyMemory<byte> password, CancellationToken cancellationToken)
    {
        var keys = await _store.ListSortedAsync(ObjectKind.Key, cancellationToken);
        ArchivistException? malformed = null;
        foreach (var (name, _) in keys)
        {
            try
            {
                var json = await _store.ReadAllAsync(name, SmallFileLimit, cancellationToken);
                if (KeyFile.TryOpen(KeyFile.Parse(json, name), password.Span, name) is { } master)
                    return await ReadConfigAsync(new SealerPool(master), name.Id, cancellationToken);
            }
            catch (ArchivistException cause) when (cause.Failure is Failure.Tampering && keys.Count > 1)
            {
                // One damaged key must not keep the holder of another one out.
                malformed = cause;
            }
        }

        throw malformed ?? new ArchivistException(keys.Count == 0 ? new RepositoryWithoutKeys(_store.Location) : new PasswordWrong(_store.Location));
    }

    private async Task<OpenRepository> ReadConfigAsync(SealerPool pool, Digest key, CancellationToken cancellationToken)
    {
        var message = await _store.ReadAllAsync(ObjectName.Configuration, SmallFileLimit, cancellationToken);
        var json = pool.Open(message, ObjectName.Configuration, _store.Location);
        ConfigDocument config;
        try
        {
            config = ConfigDocument.Read(json);
        }
        catch (Exception cause) when (cause is JsonException or FormatException)
        {
            throw FileEnvelope.Malformed(ObjectName.Configuration, cause);
        }

        if (config.Version is < 1 or > 2 || !Polynomial.TryParse(config.ChunkerPolynomial, out var polynomial)
            || polynomial.Degree is < 20 or > 55 || !polynomial.IsIrreducible())
            throw FileEnvelope.Malformed(ObjectName.Configuration, new FormatException("its version or its chunker polynomial is not supported"));
        return new OpenRepository(ReadOnlyStore.Over(_store), pool, config) { OpenedBy = key };
    }
}
