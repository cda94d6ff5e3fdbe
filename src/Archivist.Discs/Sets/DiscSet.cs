using System.Runtime.CompilerServices;
using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Sets;

/// <summary>
/// A repository that is spread over discs, seen as one source through any number of drives. What is asked for and not in a drive is asked for by the
/// name of its disc; a restore that knows what it wants groups that by disc (<see cref="InsertNextAsync"/>). Thread-safe; one read at a time.
/// </summary>
public sealed partial class DiscSet : IObjectSource, IDisposable
{
    private const long LargestRead = 1L << 30;

    private readonly IReadOnlyList<IDiscDrive> _drives;
    private readonly IDiscRequests _requests;
    private readonly FoundDisc?[] _inserted;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<Guid, CataloguedDisc> _known = [];
    private readonly HashSet<Guid> _notAtHand = [];
    private readonly HashSet<Guid> _seen = [];
    private PackSpool? _spool;
    private bool _isSpooling;

    private DiscSet(IReadOnlyList<IDiscDrive> drives, IDiscRequests requests)
    {
        (_drives, _requests) = (drives, requests);
        _inserted = new FoundDisc?[drives.Count];
    }

    /// <summary>The SHA-256 of the repository's configuration file.</summary>
    public Digest Repository { get; private set; }

    /// <summary>All discs that a disc that was inserted, or the catalogue that was given, knows: by time of planning and number.</summary>
    public IReadOnlyList<CataloguedDisc> Known => DiscCatalogue.Sort(_known.Values);

    /// <summary>What people call the discs that are in drives.</summary>
    public IReadOnlyList<DiscTitle> Inserted => [.. _inserted.OfType<FoundDisc>().Select(disc => disc.Title)];

    /// <summary>Discs that were in a drive at any time.</summary>
    public IReadOnlySet<Guid> Seen => _seen;

    /// <summary>Drives and images in which there was nothing to be read when the set was opened, and why; null for an empty drive.</summary>
    public IReadOnlyList<(string Place, Problem? Problem)> LeftOut { get; private set; } = [];

    /// <summary>Other copies of the same repository, such as replicas: asked for whole packs with folders that no disc gives. None unless set.</summary>
    public IReadOnlyList<IObjectSource> Copies { get; set; } = [];

    /// <inheritdoc/>
    public string Location => string.Join(" + ", _drives.Select(drive => drive.Place));

    /// <inheritdoc/>
    public StoreTraits Traits { get; } = new(MaxConcurrency: 1, IsReadOnly: true, IsLocal: true);

    /// <summary>
    /// Opens what is in the drives. At least one disc must be there, and all must be of one repository: otherwise <see cref="Failure.MediumFailed"/>
    /// and <see cref="Failure.Usage"/>. One that is damaged beyond opening is left out.
    /// </summary>
    /// <param name="drives">Drives and images; each is looked at again when a disc is missing.</param>
    /// <param name="requests">Who is asked for discs.</param>
    /// <param name="catalogue">Records from elsewhere; none is fine.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<DiscSet> OpenAsync(
        IReadOnlyList<IDiscDrive> drives, IDiscRequests requests, IEnumerable<CataloguedDisc> catalogue, CancellationToken cancellationToken)
    {
        var set = new DiscSet(drives, requests);
        try
        {
            var leftOut = new List<(string, Problem?)>();
            ArchivistException? first = null;
            for (var i = 0; i < drives.Count; i++)
            {
                FoundDisc? found = null;
                ArchivistException? cause = null;
                try
                {
                    found = await drives[i].OpenAsync(cancellationToken);
                }
                catch (ArchivistException failure) when (failure.Failure is Failure.RepositoryMissing or Failure.MediumFailed)
                {
                    cause = failure;
                    first ??= failure;
                }

                if (found is not { } disc)
                {
                    leftOut.Add((drives[i].Place, cause?.Problem));
                    continue;
                }

                if (set._inserted.Any(other => other is not null) && disc.Repository != set.Repository)
                {
                    disc.Dispose();
                    throw new ArchivistException(new DiscOfOtherRepository(drives[i].Place));
                }

                set.Insert(i, disc);
            }

            set.LeftOut = leftOut;
            if (set._inserted.All(disc => disc is null))
                throw first ?? new ArchivistException(new NoReadableDisc(set.Location));
            foreach (var record in catalogue.Where(record => record.Repository == set.Repository))
                set._known.TryAdd(record.Id, record);
            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <summary>
    /// From now on every pack that is read is kept, so that it is there when its disc is not: for the folders of a snapshot, which are
    /// read again and again. <paramref name="folder"/> takes one file that has no name there.
    /// </summary>
    public void BeginKeeping(string folder)
    {
        _spool ??= new PackSpool(folder);
        _isSpooling = true;
    }

    /// <summary>Keeps no further packs; those that were kept stay readable.</summary>
    public void EndKeeping() => _isSpooling = false;

    /// <summary>
    /// Room for whole packs, without keeping each that is read: what is copied or computed needs it. <paramref name="folder"/> takes
    /// one file that has no name there.
    /// </summary>
    public void UseRoomOf(string folder) => _spool ??= new PackSpool(folder);

    /// <summary>The content of an object on a disc that is in a drive, or of a pack that was copied or computed; null when there is none. Valid until a disc is exchanged.</summary>
    public IReplayableContent? FindContent(ObjectName name) =>
        _spool?.FindContent(name) ?? _inserted.OfType<FoundDisc>().Select(disc => disc.FindContent(name)).FirstOrDefault(content => content is not null);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_spool is { } kept && kept.TryFind(name, out var length))
                return await ReadKeptAsync(kept, name, range, length, cancellationToken);
            if (name.Kind is not ObjectKind.Pack)
                return Part(await ReadSmallAsync(name, cancellationToken), name, range);
            if (_isSpooling)
                return await ReadKeptAsync(_spool!, name, range, await KeepAsync(name, cancellationToken), cancellationToken);

            // Read here and now: the disc may be out of the drive when somebody gets to it.
            var disc = await FindAsync(name, cancellationToken);
            var wanted = range.CountIn((await disc.Store.FindLengthAsync(name, cancellationToken))!.Value, name, disc.Store.Location);
            return await ReadPartAsync(disc, name, range.Offset, Bounded(wanted, name), cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<long?> FindLengthAsync(ObjectName name, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_spool is { } kept && kept.TryFind(name, out var length))
                return length;
            foreach (var disc in _inserted.OfType<FoundDisc>())
            {
                if (await disc.Store.FindLengthAsync(name, cancellationToken) is { } found)
                    return found;
            }

            return name.Kind is ObjectKind.Pack && HoldersOf(new PackId(name.Id)).Any()
                ? await (await FindAsync(name, cancellationToken)).Store.FindLengthAsync(name, cancellationToken)
                : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Lists what is in the drives now.</summary>
    public async IAsyncEnumerable<StoredObject> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var seen = new HashSet<ObjectName>();
        foreach (var disc in _inserted.OfType<FoundDisc>())
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
        foreach (var disc in _inserted)
            disc?.Dispose();
        _spool?.Dispose();
        _gate.Dispose();
    }

    private static async Task<Stream> ReadKeptAsync(PackSpool kept, ObjectName name, ByteRange range, long length, CancellationToken cancellationToken)
    {
        var content = new byte[Bounded(range.CountIn(length, name, "the set"), name)];
        await kept.ReadAsync(name, range.Offset, content, cancellationToken);
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
