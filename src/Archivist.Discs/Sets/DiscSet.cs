using System.Runtime.CompilerServices;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Sets;

/// <summary>
/// A repository that is spread over discs, seen as one source through any number of drives. An object that is in no drive is asked for by the name of its disc; a restore that
/// knows what it wants groups that by disc (<see cref="DiscRestorePath"/>). Thread-safe; one read at a time.
/// </summary>
public sealed class DiscSet : IObjectSource, IDisposable
{
    /// <summary>The largest part of an object that is read at once, in bytes.</summary>
    internal const long LargestRead = 1L << 30;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly KnownDiscs _known = new();
    private readonly DamageBook _damage = new();
    private readonly PackSpool _spool = new();
    private readonly DriveBay _bay;
    private readonly PackLocator _locator;
    private readonly CommonObjects _common;
    private readonly PackReconstruction _reconstruction;
    private readonly PackCache _cache;
    private bool _isKeeping;

    private DiscSet(IReadOnlyList<IDiscDrive> drives, IDiscRequests requests)
    {
        _bay = new DriveBay(drives, _known);
        var asker = new DiscAsker(requests, _bay, _known);
        _locator = new PackLocator(_bay, _known, _damage, asker, _spool);
        _common = new CommonObjects(_bay, _known, asker);
        _reconstruction = new PackReconstruction(_bay, _known, asker, _spool);
        _cache = new PackCache(_spool, _locator, _reconstruction);
    }

    /// <summary>The SHA-256 of the repository's configuration file.</summary>
    public Digest Repository => _bay.Repository;

    /// <summary>All discs that a disc that was inserted, or the catalogue that was given, knows: by time of planning and number.</summary>
    public IReadOnlyList<CataloguedDisc> Known => _known.All;

    /// <summary>The display names of the discs that are in drives.</summary>
    public IReadOnlyList<DiscTitle> Inserted => [.. _bay.Discs.Select(disc => disc.Title)];

    /// <summary>Discs that were in a drive at any time.</summary>
    public IReadOnlySet<Guid> Seen => _known.Seen;

    /// <summary>Drives and images in which there was nothing to be read when the set was opened, and why; null for an empty drive.</summary>
    public IReadOnlyList<(string Place, Problem? Problem)> LeftOut { get; private set; } = [];

    /// <summary>Receives how far a computation is; null for none.</summary>
    public IProgress<DiscSetProgress>? Progress { get => _reconstruction.Progress; set => _reconstruction.Progress = value; }

    /// <inheritdoc/>
    public string Location => _bay.Location;

    /// <inheritdoc/>
    public StoreTraits Traits { get; } = new(MaxConcurrency: 1, IsReadOnly: true, IsLocal: true);

    /// <summary>
    /// Opens what is in the drives. At least one disc must be there, and all must be of one repository: otherwise <see cref="Failure.MediumFailed"/>
    /// and <see cref="Failure.Usage"/>. One that is damaged beyond opening is left out.
    /// </summary>
    /// <param name="drives">Drives and images; each is looked at again when a disc is missing.</param>
    /// <param name="requests">Receives the requests for discs.</param>
    /// <param name="catalogue">Records from elsewhere; none is fine.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<DiscSet> OpenAsync(
        IReadOnlyList<IDiscDrive> drives, IDiscRequests requests, IEnumerable<CataloguedDisc> catalogue, CancellationToken cancellationToken)
    {
        var set = new DiscSet(drives, requests);
        try
        {
            set.LeftOut = await set._bay.OpenAsync(cancellationToken);
            set._known.Add(catalogue.Where(record => record.Repository == set.Repository));
            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Keeps every pack that is read from now on, so that it is there when its disc is not: for the directories of a snapshot, which are
    /// read again and again.
    /// </summary>
    /// <param name="folder">Takes one file that has no name there.</param>
    /// <param name="copies">Other copies of the same repository, asked for packs that no disc gives.</param>
    internal void BeginKeeping(string folder, IReadOnlyList<IObjectSource> copies)
    {
        _cache.Copies = copies;
        _spool.UseRoomOf(folder);
        _isKeeping = true;
    }

    /// <summary>Keeps no further packs; those that were kept stay readable.</summary>
    internal void EndKeeping() => _isKeeping = false;

    /// <summary>The content of an object on a disc that is in a drive, or of a pack that was copied or computed; null when there is none. Valid until a disc is exchanged.</summary>
    public IReplayableContent? FindContent(ObjectName name) => _spool.FindContent(name) ?? _bay.FindContent(name);

    /// <summary>Those of <paramref name="packs"/> that can be read now: from a disc in a drive on which they are not damaged, or because they were copied or computed.</summary>
    internal Task<IReadOnlySet<PackId>> FindAtHandAsync(IEnumerable<PackId> packs, CancellationToken cancellationToken) => _locator.FindAtHandAsync(packs, cancellationToken);

    /// <summary>
    /// The discs that it takes to get these packs, the one that most is wanted from first: each pack from one disc only, so that each disc is
    /// inserted once. Packs that no disc is known to hold are on none of them.
    /// </summary>
    /// <param name="wanted">Packs and how many bytes of each are wanted.</param>
    internal IReadOnlyList<DiscNeed> Needs(IReadOnlyDictionary<PackId, long> wanted) => _known.Needs(wanted, _damage);

    /// <summary>
    /// Requests the disc that holds most of <paramref name="wanted"/>. Another disc that something is wanted from will do as well. A disc that is unavailable
    /// is not asked for again; false when no further disc came.
    /// </summary>
    internal Task<bool> InsertNextAsync(IReadOnlyDictionary<PackId, long> wanted, CancellationToken cancellationToken) =>
        AloneAsync(() => _locator.InsertNextAsync(wanted, cancellationToken), cancellationToken);

    /// <summary>Gives discs up as lost: they are not asked for.</summary>
    public void Forgo(IEnumerable<Guid> discs) => _known.GiveUp(discs);

    /// <summary>
    /// Records that what was just read of a pack was damaged or could not be read. Unless its disc was taken out of the drive meanwhile, the pack is not read from there again, and
    /// is wanted from elsewhere.
    /// </summary>
    /// <param name="pack">The pack.</param>
    /// <param name="cause">What was wrong.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    internal Task RejectAsync(PackId pack, Cause cause, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            var name = new ObjectName(ObjectKind.Pack, pack.Value);
            if (_spool.TryFind(name, out _))
                _damage.RecordUnrecoverable(pack);
            else if (await _locator.FindPlaceAsync(name, cancellationToken) is { } place)
                await _locator.RejectAsync(_bay[place]!, pack, cause, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>Says why a pack could not be read: damaged on its disc, or on one that was absent.</summary>
    internal Problem DescribeMissing(PackId pack) => _damage.Describe(pack, [.. _known.HoldersOf(pack)]);

    /// <summary>
    /// Computes everything that is missing or damaged of the sets that hold any of these packs, where recovery discs and the other discs of such a set are available: they are
    /// asked for, and what has to leave its drive is copied to the room that was given. Each set is tried once; why one failed is reported. False when none of the packs came of it.
    /// </summary>
    internal Task<bool> ComputeAsync(IEnumerable<PackId> wanted, CancellationToken cancellationToken) =>
        AloneAsync(() => _reconstruction.ReconstructAsync([.. wanted], cancellationToken), cancellationToken);

    /// <summary>
    /// Computes all packs of a set that no disc gives whole, into a directory. Recovery discs that are unavailable are <see cref="Failure.MediumFailed"/>, more lost slices than there is
    /// recovery for <see cref="Failure.DataLoss"/>, too little space <see cref="Failure.NoSpace"/>; then nothing has been computed.
    /// </summary>
    /// <param name="set">The set.</param>
    /// <param name="folder">Gets the packs under their paths in the repository; also the room for copies, as one file that has no name there.</param>
    /// <param name="cancellationToken">Leaves whole packs only.</param>
    public Task<ComputedPacks> RebuildAsync(DiscSetName set, string folder, CancellationToken cancellationToken)
    {
        _spool.UseRoomOf(folder);
        return AloneAsync(() => _reconstruction.RebuildAsync(set, folder, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken) => AloneAsync<Stream>(
        async () =>
        {
            if (_spool.TryFind(name, out var length))
                return await ReadKeptAsync(name, range, length, cancellationToken);
            if (name.Kind is not ObjectKind.Pack)
                return Part(await _common.ReadAsync(name, cancellationToken), name, range);
            if (_isKeeping)
                return await ReadKeptAsync(name, range, await _cache.KeepAsync(name, cancellationToken), cancellationToken);

            // Read here and now: the disc may be out of the drive when the stream is read.
            var disc = await _locator.FindAsync(name, cancellationToken);
            var wanted = range.CountIn((await disc.Store.FindLengthAsync(name, cancellationToken))!.Value, name, disc.Store.Location);
            return await ReadPartAsync(disc, name, range.Offset, Bounded(wanted, name), cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken) => AloneAsync<long?>(
        async () =>
        {
            if (_spool.TryFind(name, out var length))
                return length;
            foreach (var disc in _bay.Discs)
            {
                if (await disc.Store.FindLengthAsync(name, cancellationToken) is { } found)
                    return found;
            }

            return name.Kind is ObjectKind.Pack && _known.HoldersOf(new PackId(name.Id)).Any()
                ? await (await _locator.FindAsync(name, cancellationToken)).Store.FindLengthAsync(name, cancellationToken)
                : null;
        },
        cancellationToken);

    /// <summary>Reads a small file that lies beside the objects of the repository on every disc, from the first disc in a drive that gives it; null when none does.</summary>
    /// <param name="path">Relative to the repository, with slashes.</param>
    /// <param name="limit">The most bytes that it may have; a longer one is taken for missing.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public Task<byte[]?> ReadFileAsync(string path, int limit, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            foreach (var disc in _bay.Discs)
            {
                try
                {
                    if (await disc.ReadFileAsync(path, limit, cancellationToken) is { } content)
                        return content;
                }
                catch (IOException)
                {
                    // Every disc has the same; the next one may be whole.
                }
            }

            return null;
        },
        cancellationToken);

    /// <summary>Lists what is in the drives now.</summary>
    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var seen = new HashSet<ObjectName>();
        foreach (var disc in _bay.Discs)
        {
            await foreach (var item in disc.Store.ListAsync(kind, cancellationToken))
            {
                if (seen.Add(item.Name))
                    yield return item;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bay.Dispose();
        _spool.Dispose();
        _gate.Dispose();
    }

    /// <summary>Runs one thing at a time: a drive has one head, and a disc one reader.</summary>
    private async Task<T> AloneAsync<T>(Func<Task<T>> run, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await run();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Stream> ReadKeptAsync(ObjectName name, ByteRange range, long length, CancellationToken cancellationToken)
    {
        var content = new byte[Bounded(range.CountIn(length, name, "the set"), name)];
        await _spool.ReadAsync(name, range.Offset, content, cancellationToken);
        return new MemoryStream(content, writable: false);
    }

    private static async Task<Stream> ReadPartAsync(FoundDisc disc, ObjectName name, long offset, int length, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = await disc.Store.OpenAsync(name, new ByteRange(offset, length), cancellationToken);
            var content = new byte[length];
            await source.ReadExactlyAsync(content, cancellationToken);
            return new MemoryStream(content, writable: false);
        }
        catch (IOException cause) when (cause is not (EndOfStreamException or ObjectMissingException))
        {
            throw new ArchivistException(new ObjectUnreadableOnDisc(disc.Title, name, Cause.Of(cause)), cause);
        }
    }

    private static MemoryStream Part(byte[] content, ObjectName name, ByteRange range)
    {
        var count = range.CountIn(content.Length, name, "the set");
        return new MemoryStream(content, (int)range.Offset, (int)count, writable: false);
    }

    private static int Bounded(long length, ObjectName name) => length <= LargestRead
        ? (int)length
        : throw new ArchivistException(new ObjectOverlong(name, length));
}
