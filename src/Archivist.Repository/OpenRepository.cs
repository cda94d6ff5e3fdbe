using Archivist.Repository.Crypto;
using Archivist.Repository.Files;
using Archivist.Repository.Indexing;
using Archivist.Repository.Keys;
using Archivist.Repository.Snapshots;

namespace Archivist.Repository;

/// <summary>Unlocked. Snapshots can be listed; content cannot be read until the index is loaded. Thread-safe.</summary>
public sealed class OpenRepository
{
    private const long FileLimit = 256L * 1024 * 1024;

    private readonly ConfigDocument _config;

    internal OpenRepository(IObjectStore store, SealerPool sealers, ConfigDocument config)
    {
        Store = store;
        Sealers = sealers;
        _config = config;
    }

    /// <summary>Where the repository lies.</summary>
    public IObjectStore Store { get; }

    /// <summary>The repository's id, the same in every replica; 64 hexadecimal digits.</summary>
    public string Id => _config.Id;

    /// <summary>The repository format version, 1 or 2.</summary>
    public int Version => _config.Version;

    /// <summary>The key whose password opened it; null for a new one.</summary>
    public Digest? OpenedBy { get; init; }

    internal SealerPool Sealers { get; }

    /// <summary>What a guess at a password costs in keys that are made from now on.</summary>
    internal KeyCost NewKeys { get; private init; } = KeyCost.Default;

    internal string ChunkerPolynomial => _config.ChunkerPolynomial;

    /// <summary>
    /// The same repository, already unlocked, read from another store: a copy of it, or a union with copies. Only for a store whose
    /// configuration is byte for byte this one's.
    /// </summary>
    public OpenRepository From(IObjectStore store) => new(store, Sealers, _config) { OpenedBy = OpenedBy, NewKeys = NewKeys };

    /// <summary>The same repository, whose new keys cost as much as that to guess.</summary>
    internal OpenRepository WithKeysOf(KeyCost cost) => new(Store, Sealers, _config) { OpenedBy = OpenedBy, NewKeys = cost };

    /// <summary>All snapshots, oldest first.</summary>
    public async Task<IReadOnlyList<Snapshot>> ListSnapshotsAsync(CancellationToken cancellationToken)
    {
        var snapshots = new List<Snapshot>();
        foreach (var (name, _) in await Store.ListSortedAsync(ObjectKind.Snapshot, cancellationToken))
            snapshots.Add(SnapshotFile.Read((await ReadFileAsync(name, cancellationToken)).Span, name));
        return [.. snapshots.OrderBy(s => s.Time.Seconds).ThenBy(s => s.Time.Nanoseconds)];
    }

    /// <summary>
    /// Finds one snapshot by <c>latest</c>, its id, or the beginning of its id; none or more than one is
    /// <see cref="Failure.Usage"/>.
    /// </summary>
    public async Task<Snapshot> FindSnapshotAsync(string reference, CancellationToken cancellationToken)
    {
        var snapshots = await ListSnapshotsAsync(cancellationToken);
        var found = reference is "latest"
            ? snapshots.Where(s => !s.IsCatalogue()).TakeLast(1).ToList()
            : snapshots.Where(s => s.Id.ToString().StartsWith(reference, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1
            ? found[0]
            : throw new ArchivistException(
                Failure.Usage,
                found.Count == 0 ? $"snapshot '{reference}': there is none in {Store.Location}" : $"snapshot '{reference}': {found.Count} ids begin so")
            {
                Hint = "List them with 'archivist snapshots'.",
            };
    }

    /// <summary>Loads every index file, cheaper stores first.</summary>
    public async Task<IndexedRepository> LoadIndexAsync(CancellationToken cancellationToken)
    {
        var indexed = new IndexedRepository(this, new MasterIndex());
        await LoadNewIndexesAsync(indexed, cancellationToken);
        return indexed;
    }

    /// <summary>
    /// Adds what index files say that came since the last time, so that newer snapshots can be read. While others read is fine, but not twice at a time.
    /// </summary>
    public async Task LoadNewIndexesAsync(IndexedRepository indexed, CancellationToken cancellationToken)
    {
        var sources = Store is IRedundantStore redundant ? redundant.Copies : [Store];
        foreach (var source in sources)
        {
            var names = (await source.ListSortedAsync(ObjectKind.Index, cancellationToken))
                .Select(item => item.Name).Where(name => !indexed.LoadedIndexes.Contains(name)).ToList();
            await Parallel.ForEachAsync(
                names,
                new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
                async (name, token) => IndexFile.Read((await ReadFileAsync(name, token)).Span, name, indexed.Index.Add));
            indexed.LoadedIndexes.UnionWith(names);
        }
    }

    /// <summary>Reads, checks against its name, opens and unwraps one small file.</summary>
    internal async Task<ReadOnlyMemory<byte>> ReadFileAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var sources = Store is IRedundantStore redundant ? redundant.Copies : [Store];
        ArchivistException? damage = null;
        foreach (var source in sources)
        {
            try
            {
                var message = await source.ReadAllAsync(name, FileLimit, cancellationToken);
                if (Digest.Of(message) != name.Id)
                    throw new ArchivistException(Failure.Tampering, $"{name} in {source.Location}: its bytes do not match its name");
                return FileEnvelope.Unwrap(Sealers.Open(message, name, source.Location), name);
            }
            catch (ArchivistException cause) when (cause.Failure is Failure.Tampering)
            {
                damage = cause;
            }
            catch (ObjectMissingException) when (sources.Count > 1)
            {
                // Not in this copy: the next one is asked.
            }
        }

        throw damage ?? new ArchivistException(Failure.DataLoss, $"{name}: it is in none of {Store.Location}");
    }

    /// <summary>Wraps, seals and stores one small file, and returns its name.</summary>
    internal async Task<ObjectName> WriteFileAsync(ObjectKind kind, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var message = Sealers.Seal(_config.Version >= 2 ? FileEnvelope.Wrap(json.Span) : json.Span);
        var name = new ObjectName(kind, Digest.Of(message));
        await Store.PutAsync(name, new BytesContent(message), cancellationToken);
        return name;
    }
}
