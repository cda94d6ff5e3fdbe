using System.Runtime.CompilerServices;
using Archivist.Media.Catalogue;
using Archivist.Repository;

namespace Archivist.Media.DiscSets;

/// <summary>
/// A repository that is spread over discs, seen as one store through any number of drives. What is asked for and not in a drive is asked for by the
/// name of its disc; a restore that knows what it wants groups that by disc (<see cref="InsertNextAsync"/>). Thread-safe; one read at a time.
/// </summary>
public sealed partial class DiscSet : IObjectStore, IDisposable
{
    private const long LargestRead = 1L << 30;

    private readonly IReadOnlyList<IDiscDrive> _drives;
    private readonly IDiscRequests _requests;
    private readonly FoundDisc?[] _inserted;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<Guid, CataloguedDisc> _known = [];
    private readonly HashSet<Guid> _notAtHand = [];
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
    public IReadOnlyList<string> Inserted => [.. _inserted.OfType<FoundDisc>().Select(disc => disc.Name)];

    /// <inheritdoc/>
    public string Location => string.Join(" + ", _drives.Select(drive => drive.Place));

    /// <inheritdoc/>
    public StoreTraits Traits { get; } = new(MaxConcurrency: 1, IsReadOnly: true, IsLocal: true);

    /// <summary>
    /// Opens what is in the drives. At least one disc must be there, and all must be of one repository: otherwise <see cref="Failure.MediumFailed"/>
    /// and <see cref="Failure.Usage"/>.
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
            for (var i = 0; i < drives.Count; i++)
            {
                if (await drives[i].OpenAsync(cancellationToken) is not { } disc)
                    continue;
                if (set._inserted.Any(other => other is not null) && disc.Repository != set.Repository)
                {
                    disc.Dispose();
                    throw new ArchivistException(Failure.Usage, $"{drives[i].Place}: this disc belongs to another repository than the others") { Hint = "Name only discs of one disk." };
                }

                set.Insert(i, disc);
            }

            if (set._inserted.All(disc => disc is null))
                throw new ArchivistException(Failure.MediumFailed, $"{set.Location}: there is no disc that can be read") { Hint = "Check the path, the permissions, and that a disc is in the drive." };
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

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(ObjectName name, ByteRange range, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_spool is { } kept && kept.TryFind(name, out var length))
                return await ReadKeptAsync(kept, name, range, length, cancellationToken);
            var disc = await FindAsync(name, cancellationToken);
            if (_isSpooling && name.Kind is ObjectKind.Pack)
            {
                await using (var whole = await disc.OpenAsync(name, ByteRange.All, cancellationToken))
                    await _spool!.AddAsync(name, whole, cancellationToken);
                return await ReadKeptAsync(_spool, name, range, (await disc.FindLengthAsync(name, cancellationToken))!.Value, cancellationToken);
            }

            // Read here and now: the disc may be out of the drive when somebody gets to it.
            var wanted = range.Length ?? ((await disc.FindLengthAsync(name, cancellationToken))!.Value - range.Offset);
            await using var source = await disc.OpenAsync(name, range, cancellationToken);
            var content = new byte[Bounded(wanted, name)];
            await source.ReadExactlyAsync(content, cancellationToken);
            return new MemoryStream(content, writable: false);
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
                ? await (await FindAsync(name, cancellationToken)).FindLengthAsync(name, cancellationToken)
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
    public Task PutAsync(ObjectName name, IReplayableContent content, CancellationToken cancellationToken) => Task.FromException(ReadOnly(name));

    /// <inheritdoc/>
    public Task RemoveAsync(ObjectName name, CancellationToken cancellationToken) => Task.FromException(ReadOnly(name));

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
        var wanted = range.Length ?? length - range.Offset;
        if (range.Offset < 0 || wanted < 0 || range.Offset > length - wanted)
            throw new EndOfStreamException($"{name} has only {length} bytes");
        var content = new byte[Bounded(wanted, name)];
        await kept.ReadAsync(name, range.Offset, content, cancellationToken);
        return new MemoryStream(content, writable: false);
    }

    private static int Bounded(long length, ObjectName name) => length <= LargestRead
        ? (int)length
        : throw new ArchivistException(Failure.Tampering, $"{name}: {length} bytes are more than any writer makes");

    private ArchivistException ReadOnly(ObjectName name) =>
        new(Failure.Failed, $"{name}: {Location} holds discs and cannot be changed") { Hint = "Choose another store for writing." };
}
