using Archivist.Platform.Problems;
using Archivist.Repository.Compression;
using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Indexing;
using Archivist.Repository.Problems;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Opening;

/// <summary>Unlocked. Snapshots can be listed; content cannot be read until the index is loaded. Thread-safe.</summary>
public sealed class OpenRepository
{
    private const long FileLimit = 256L * 1024 * 1024;

    private readonly ConfigDocument _config;
    private readonly HashSet<ObjectName> _passedOver = [];

    internal OpenRepository(IObjectStore store, SealerPool sealers, ConfigDocument config)
    {
        Store = store;
        Sources = store.Find<IRedundantStore>()?.Copies ?? [store];
        Sealers = sealers;
        _config = config;
    }

    /// <summary>The same repository, in another store.</summary>
    private OpenRepository(OpenRepository other, IObjectStore store) : this(store, other.Sealers, other._config)
    {
        (OpenedBy, PassOver, NewKeys) = (other.OpenedBy, other.PassOver, other.NewKeys);
        (Zstd, VerifiesWrites) = (other.Zstd, other.VerifiesWrites);
    }

    /// <summary>The store that holds the repository. A read-only store refuses every change.</summary>
    public IObjectStore Store { get; }

    /// <summary>The repository's id, the same in every replica; 64 hexadecimal digits.</summary>
    public string Id => _config.Id;

    /// <summary>The repository format version, 1 or 2.</summary>
    public int Version => _config.Version;

    /// <summary>The key whose password opened it; null for a new one.</summary>
    public Digest? OpenedBy { get; init; }

    /// <summary>
    /// Called once for each snapshot and index that cannot be read and is passed over, so that one damaged file does not keep anyone from the rest;
    /// null, the default, makes it a failure. Work that deletes must not pass anything over.
    /// </summary>
    public Action<ObjectName, Cause>? PassOver { get; init; }

    /// <summary>The names of the objects passed over so far.</summary>
    public IReadOnlyCollection<ObjectName> PassedOver
    {
        get
        {
            lock (_passedOver)
                return [.. _passedOver];
        }
    }

    /// <summary>
    /// Whether each sealed object is opened again and compared with its source before it is stored, so that a bit that flips in memory does not become a
    /// backup; true unless <see cref="WithoutVerifiedWrites"/> says otherwise.
    /// </summary>
    public bool VerifiesWrites { get; private init; } = true;

    /// <summary>A secret of 32 bytes that only those know who can open the repository, and that stays the same whatever its passwords are. The caller wipes it.</summary>
    /// <param name="purpose">What it is for; another purpose has another secret.</param>
    public byte[] DeriveSecret(ReadOnlySpan<byte> purpose)
    {
        var secret = new byte[32];
        Sealers.Key.Derive(purpose, secret, Sealers.Crypto);
        return secret;
    }

    /// <summary>The stores that are searched for an object in turn: the copies of a redundant store, or the store itself.</summary>
    internal IReadOnlyList<IObjectSource> Sources { get; }

    internal SealerPool Sealers { get; }

    internal Zstd Zstd { get; init; } = Zstd.Chosen;

    /// <summary>The scrypt cost of keys that are created from now on.</summary>
    internal KeyCost NewKeys { get; private init; } = KeyCost.Default;

    internal string ChunkerPolynomial => _config.ChunkerPolynomial;

    /// <summary>
    /// The same repository, already unlocked, read from another store: a copy of it, or a union with copies. Only for a store whose
    /// configuration is byte for byte this one's.
    /// </summary>
    public OpenRepository From(IObjectSource store) => new(this, ReadOnlyStore.Over(store));

    /// <summary>The same repository, which passes over damaged snapshots and indexes.</summary>
    public OpenRepository PassingOver(Action<ObjectName, Cause> passOver) => new(this, Store) { PassOver = passOver };

    /// <summary>The same repository, which stores objects without opening them again first.</summary>
    public OpenRepository WithoutVerifiedWrites() => new(this, Store) { VerifiesWrites = false };

    /// <summary>The same repository with another scrypt cost for new keys.</summary>
    internal OpenRepository WithKeysOf(KeyCost cost) => new(this, Store) { NewKeys = cost };

    /// <summary>All snapshots that can be read, oldest first. One that cannot is passed over where <see cref="PassOver"/> says so.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: one is damaged and may not be passed over.</exception>
    public async Task<IReadOnlyList<Snapshot>> ListSnapshotsAsync(CancellationToken cancellationToken)
    {
        var snapshots = new List<Snapshot>();
        foreach (var (name, _) in await Store.ListSortedAsync(ObjectKind.Snapshot, cancellationToken))
        {
            try
            {
                snapshots.Add(SnapshotFile.Read((await ReadFileAsync(name, cancellationToken)).Span, name));
            }
            catch (Exception cause) when (MayPassOver(cause))
            {
                Skip(name, cause);
            }
        }

        return [.. snapshots.OrderBy(s => s.Time.Seconds).ThenBy(s => s.Time.Nanoseconds)];
    }

    /// <summary>
    /// Finds one snapshot by <c>latest</c>, its id, or the beginning of its id; none or more than one is
    /// <see cref="Failure.Usage"/>.
    /// </summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Usage"/>: none or several match (<see cref="SnapshotNotFound"/>, <see cref="SnapshotAmbiguous"/>).</exception>
    public async Task<Snapshot> FindSnapshotAsync(string reference, CancellationToken cancellationToken)
    {
        var snapshots = await ListSnapshotsAsync(cancellationToken);
        var found = reference is "latest"
            ? snapshots.Where(s => !s.IsCatalogue()).TakeLast(1).ToList()
            : snapshots.Where(s => s.Id.ToString().StartsWith(reference, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1
            ? found[0]
            : throw new ArchivistException(found.Count == 0 ? new SnapshotNotFound(reference, Store.Location) : new SnapshotAmbiguous(reference, found.Count));
    }

    /// <summary>Loads every index file, cheaper stores first.</summary>
    public async Task<IndexedRepository> LoadIndexAsync(CancellationToken cancellationToken)
    {
        var indexed = new IndexedRepository(this, new MasterIndex());
        await LoadNewIndexesAsync(indexed, cancellationToken);
        return indexed;
    }

    /// <summary>
    /// Loads index files written since the last load, so that newer snapshots can be read. Safe while others read, but not concurrently with itself.
    /// </summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Tampering"/>: an index is damaged and may not be passed over.</exception>
    public async Task LoadNewIndexesAsync(IndexedRepository indexed, CancellationToken cancellationToken)
    {
        foreach (var source in Sources)
        {
            var names = (await source.ListSortedAsync(ObjectKind.Index, cancellationToken))
                .Select(item => item.Name).Where(name => !indexed.LoadedIndexes.Contains(name)).ToList();
            await Parallel.ForEachAsync(
                names,
                new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
                async (name, token) =>
                {
                    try
                    {
                        IndexFile.Read((await ReadFileAsync(name, token)).Span, name, indexed.Index.Add);
                    }
                    catch (Exception cause) when (MayPassOver(cause))
                    {
                        Skip(name, cause);
                    }
                });
            indexed.LoadedIndexes.UnionWith(names);
        }
    }

    /// <summary>Damage of one file, and a bad sector of a local disk; a server that does not answer is a failure of the whole.</summary>
    private bool MayPassOver(Exception cause) =>
        PassOver is not null
        && (cause is ArchivistException { Failure: Failure.Tampering or Failure.DataLoss } || (cause is IOException && Store.Traits.IsLocal));

    private void Skip(ObjectName name, Exception cause)
    {
        lock (_passedOver)
        {
            if (!_passedOver.Add(name))
                return;
        }

        PassOver!(name, Cause.Of(cause));
    }

    /// <summary>Reads, checks against its name, opens and unwraps one small file.</summary>
    internal async Task<ReadOnlyMemory<byte>> ReadFileAsync(ObjectName name, CancellationToken cancellationToken)
    {
        ArchivistException? damage = null;
        foreach (var source in Sources)
        {
            try
            {
                var message = await source.ReadAllAsync(name, FileLimit, cancellationToken);
                if (Digest.Of(message) != name.Id)
                    throw new ArchivistException(new ObjectDamaged(name, source.Location, ObjectDamage.Hash));
                return FileEnvelope.Unwrap(Sealers.Open(message, name, source.Location), name, Zstd);
            }
            catch (ArchivistException cause) when (cause.Failure is Failure.Tampering)
            {
                damage = cause;
            }
            catch (ObjectMissingException) when (Sources.Count > 1)
            {
                // Not in this copy: the next one is asked.
            }
        }

        throw damage ?? new ArchivistException(new ObjectNotFound(name, Store.Location));
    }

    /// <summary>Wraps, seals and stores one small file, and returns its name.</summary>
    /// <exception cref="ArchivistException"><see cref="Failure.Failed"/>: it was damaged in memory, and is not stored.</exception>
    internal async Task<ObjectName> WriteFileAsync(ObjectKind kind, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var meant = Digest.Of(json.Span);
        var message = Sealers.Seal(_config.Version >= 2 ? FileEnvelope.Wrap(json.Span, Zstd) : json.Span);
        var name = new ObjectName(kind, Digest.Of(message));
        if (VerifiesWrites)
            WriteVerification.CheckMessage(Sealers, message, meant, opened => FileEnvelope.Unwrap(opened, name, Zstd), name);
        await Store.PutAsync(name, new BytesContent(message), cancellationToken);
        return name;
    }
}
