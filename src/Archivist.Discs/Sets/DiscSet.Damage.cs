using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;
using Archivist.Repository.Ids;
using Archivist.Repository.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Sets;

public sealed partial class DiscSet
{
    /// <summary>A disc that goes out of its drive again and again while it is read is damaged.</summary>
    private const int MostDepartures = 3;

    /// <summary>The drive with the disc in it, and what is damaged there: another copy of the disc elsewhere may be whole.</summary>
    private readonly HashSet<(string Place, PackId Pack)> _damaged = [];

    private readonly Dictionary<PackId, HashSet<Guid>> _damagedOn = [];

    /// <summary>Packs that are what their names say, and hold pieces that are not: no copy can be better.</summary>
    private readonly HashSet<PackId> _hopeless = [];

    private readonly Dictionary<string, int> _departures = [];

    /// <summary>The disc that was found in its drive again when something of it could not be read.</summary>
    private FoundDisc? _confirmed;

    /// <summary>
    /// What was just read of a pack was damaged or could not be read. Unless its disc was taken out of the drive meanwhile, the pack is not read from there again, and
    /// is wanted from elsewhere.
    /// </summary>
    /// <param name="pack">The pack.</param>
    /// <param name="cause">What was wrong.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    public async Task RejectAsync(PackId pack, Cause cause, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var name = new ObjectName(ObjectKind.Pack, pack.Value);
            if (_spool?.TryFind(name, out _) == true)
            {
                _hopeless.Add(pack);
                return;
            }

            if (await FindHolderAsync(name, cancellationToken) is not { } place)
                return;
            if (await IsStillThereAsync(place, cancellationToken))
            {
                await MarkDamagedAsync(place, pack, cause, cancellationToken);
                return;
            }

            _inserted[place]!.Dispose();
            _inserted[place] = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc cref="Archivist.Repository.Walking.IContentStages.DescribeMissing"/>
    public Problem DescribeMissing(PackId pack)
    {
        var holders = HoldersOf(pack).ToList();
        var damaged = holders.FirstOrDefault(disc => IsDamagedOn(disc, pack));
        var absent = holders.FirstOrDefault(disc => !IsDamagedOn(disc, pack));
        var isDamaged = holders.Count == 0 && (_damaged.Any(damage => damage.Pack == pack) || _hopeless.Contains(pack));
        return new PackNotAtHand(pack, damaged?.Title, absent?.Title, isDamaged);
    }

    private string KeyOf(int place) => $"{place}:{_inserted[place]?.Record?.Id}";

    private bool IsDamagedOn(CataloguedDisc disc, PackId pack) => _damagedOn.TryGetValue(pack, out var discs) && discs.Contains(disc.Id);

    /// <summary>The first drive whose disc has an object that is not damaged there.</summary>
    private async Task<int?> FindHolderAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var pack = new PackId(name.Id);
        for (var place = 0; place < _inserted.Length; place++)
        {
            if (_inserted[place] is { } disc && !_damaged.Contains((KeyOf(place), pack)) && !_hopeless.Contains(pack)
                && await disc.Store.FindLengthAsync(name, cancellationToken) is not null)
                return place;
        }

        return null;
    }

    private async Task MarkDamagedAsync(int place, PackId pack, Cause cause, CancellationToken cancellationToken)
    {
        var disc = _inserted[place]!;
        if (!_damaged.Add((KeyOf(place), pack)))
            return;
        if (disc.Record is { } record)
        {
            if (!_damagedOn.TryGetValue(pack, out var discs))
                _damagedOn.Add(pack, discs = []);
            discs.Add(record.Id);
        }

        await _requests.TellAsync(new PackDamagedOnDisc(disc.Title, pack, cause), cancellationToken);
    }

    /// <summary>A read fails as well when somebody takes the disc out.</summary>
    private async Task<bool> IsStillThereAsync(int place, CancellationToken cancellationToken)
    {
        var disc = _inserted[place]!;
        if (_drives[place].IsFixed || ReferenceEquals(disc, _confirmed))
            return true;
        try
        {
            using var now = await _drives[place].OpenAsync(cancellationToken);
            if (now is not null && now.Repository == Repository && now.Record?.Id == disc.Record?.Id)
            {
                _confirmed = disc;
                return true;
            }
        }
        catch (ArchivistException)
        {
            // Something else is in the drive by now.
        }

        var key = KeyOf(place);
        _departures[key] = _departures.GetValueOrDefault(key) + 1;
        return _departures[key] > MostDepartures;
    }

    /// <summary>
    /// Copies a whole pack, which is held to its name: from a disc, from a further copy, or computed. When nothing gives it whole, what one disc has of it: most of its
    /// pieces may be. The caller holds the gate.
    /// </summary>
    /// <returns>Its length.</returns>
    private async Task<long> KeepAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var (pack, spool) = (new PackId(name.Id), _spool!);
        SpooledContent? damaged = null;
        Exception missing;
        try
        {
            while (true)
            {
                var disc = await FindAsync(name, cancellationToken);
                var copy = await spool.CopyAsync(disc.FindContent(name) ?? throw new ObjectMissingException(name, disc.Store.Location), null, cancellationToken);
                if (await IsWholeAsync(name, copy, cancellationToken))
                    return Published(name, copy);
                damaged ??= copy;
                var place = Array.IndexOf(_inserted, disc);
                if (await IsStillThereAsync(place, cancellationToken))
                {
                    await MarkDamagedAsync(place, pack, new Cause.Known(new ObjectDamaged(name, disc.Store.Location, ObjectDamage.Hash)), cancellationToken);
                }
                else
                {
                    disc.Dispose();
                    _inserted[place] = null;
                }
            }
        }
        catch (Exception cause) when (cause is ObjectMissingException or ArchivistException { Failure: Failure.TooFewReplicas or Failure.MediumFailed })
        {
            missing = cause;
        }

        foreach (var copy in Copies)
        {
            if (await TryFetchAsync(copy, name, cancellationToken) is { } fetched)
                return Published(name, fetched);
        }

        if (await ComputeAnyAsync([pack], cancellationToken) && spool.TryFind(name, out var length))
            return length;
        return damaged is not null ? Published(name, damaged) : throw missing;
    }

    private long Published(ObjectName name, SpooledContent content)
    {
        _spool!.Publish(name, content);
        return content.Length;
    }

    private async Task<SpooledContent?> TryFetchAsync(IObjectSource store, ObjectName name, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.FindLengthAsync(name, cancellationToken) is not ({ } length and <= LargestRead))
                return null;
            var content = new BytesContent(await store.ReadAllAsync(name, length, cancellationToken));
            var copy = await _spool!.CopyAsync(content, null, cancellationToken);
            return await IsWholeAsync(name, copy, cancellationToken) ? copy : null;
        }
        catch (Exception cause) when (cause is IOException or ArchivistException { Failure: not (Failure.NoSpace or Failure.Interrupted) })
        {
            // The next one, or nothing: the pack is told as missing then.
            return null;
        }
    }

    private static async Task<bool> IsWholeAsync(ObjectName name, SpooledContent copy, CancellationToken cancellationToken)
    {
        await using var stream = copy.OpenFromStart();
        return await Digest.OfAsync(stream, cancellationToken) == name.Id;
    }

    /// <summary>
    /// Configuration, keys, indexes and snapshots are on every disc: a damaged one is read from the next, and other discs are asked for when it takes that. The caller
    /// holds the gate.
    /// </summary>
    private async Task<byte[]> ReadSmallAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var tried = new HashSet<string>();
        byte[]? damaged = null;
        Exception? failure = null;
        while (true)
        {
            for (var place = 0; place < _inserted.Length; place++)
            {
                if (_inserted[place] is not { } disc || !tried.Add(KeyOf(place)) || await disc.Store.FindLengthAsync(name, cancellationToken) is null)
                    continue;
                try
                {
                    var content = await disc.Store.ReadAllAsync(name, LargestRead, cancellationToken);
                    if (name.Kind is ObjectKind.Configuration || Digest.Of(content) == name.Id)
                        return content;
                    damaged ??= content;
                }
                catch (Exception cause) when (cause is IOException or ArchivistException { Failure: Failure.MediumFailed })
                {
                    failure ??= cause;
                }

                await _requests.TellAsync(new ObjectLookedForElsewhere(disc.Title, name), cancellationToken);
            }

            if (damaged is null && failure is null)
                throw new ObjectMissingException(name, Location);
            if (Known.LastOrDefault(disc => !_seen.Contains(disc.Id) && !_notAtHand.Contains(disc.Id)) is not { } other)
                return damaged ?? throw failure!;
            if (!await InsertAsync(other, 0, async disc => !tried.Contains(KeyOf(Array.IndexOf(_inserted, disc))) && await disc.Store.FindLengthAsync(name, cancellationToken) is not null, cancellationToken))
                _notAtHand.Add(other.Id);
        }
    }
}
