using System.Text.Json;
using Archivist.Repository.Chunking;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Keys;

namespace Archivist.Repository;

/// <summary>A repository that was found but not unlocked: only its keys' public parts are readable.</summary>
public sealed class SealedRepository
{
    private const int SmallFileLimit = 1024 * 1024;

    private readonly IObjectStore _store;

    private SealedRepository(IObjectStore store) => _store = store;

    /// <summary>Finds the repository in <paramref name="store"/>, or fails with <see cref="Failure.RepositoryMissing"/>.</summary>
    public static async Task<SealedRepository> FindAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        if (await store.FindLengthAsync(ObjectName.Configuration, cancellationToken) is null)
            throw new ArchivistException(Failure.RepositoryMissing, $"{store.Location}: there is no repository here")
            {
                Hint = "Check the path, or create one with 'archivist init'.",
            };
        return new SealedRepository(store);
    }

    /// <summary>Creates a new, empty repository of format version 2 and leaves it unlocked.</summary>
    public static async Task<OpenRepository> CreateAsync(
        IObjectStore store, ReadOnlyMemory<byte> password, Operator who, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await store.FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null)
            throw new ArchivistException(Failure.Failed, $"{store.Location}: a repository is already here")
            {
                Hint = "Choose another place, or use this one as it is.",
            };
        var master = SealingKey.Generate();
        var key = KeyFile.Create(master, password.Span, who, clock.GetUtcNow());
        await store.PutAsync(new ObjectName(ObjectKind.Key, Digest.Of(key)), new BytesContent(key), cancellationToken);

        Span<byte> id = stackalloc byte[Digest.Size];
        System.Security.Cryptography.RandomNumberGenerator.Fill(id);
        var config = new ConfigDocument(2, new Digest(id).ToString(), Polynomial.GenerateIrreducible().ToString());
        var pool = new SealerPool(master);
        var sealedConfig = pool.Seal(config.Write());
        // The configuration comes last: until it is there, there is no repository.
        await store.PutAsync(ObjectName.Configuration, new BytesContent(sealedConfig), cancellationToken);
        return new OpenRepository(store, pool, config) { OpenedBy = Digest.Of(key) };
    }

    /// <summary>Tries the password on every key; <see cref="Failure.WrongKey"/> when it opens none.</summary>
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

        throw malformed ?? new ArchivistException(
            Failure.WrongKey,
            keys.Count == 0 ? $"{_store.Location}: the repository has no keys" : $"{_store.Location}: the password opens none of its keys")
        {
            Hint = keys.Count == 0 ? "Copy the keys folder from a replica or a disc." : "Check the password and try again.",
        };
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
            throw FileEnvelope.Malformed(ObjectName.Configuration, cause.Message, cause);
        }

        if (config.Version is < 1 or > 2 || !Polynomial.TryParse(config.ChunkerPolynomial, out var polynomial)
            || polynomial.Degree is < 20 or > 55 || !polynomial.IsIrreducible())
            throw FileEnvelope.Malformed(ObjectName.Configuration, "its version or its chunker polynomial is not supported");
        return new OpenRepository(_store, pool, config) { OpenedBy = key };
    }
}
