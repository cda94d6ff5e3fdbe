using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Sets;

public sealed partial class DiscSet
{
    /// <summary>Those of <paramref name="packs"/> that can be read now: from a disc in a drive on which they are not damaged, or because they were copied or computed.</summary>
    public async Task<IReadOnlySet<PackId>> FindAtHandAsync(IEnumerable<PackId> packs, CancellationToken cancellationToken)
    {
        var found = new HashSet<PackId>();
        foreach (var pack in packs)
        {
            var name = new ObjectName(ObjectKind.Pack, pack.Value);
            if ((!_hopeless.Contains(pack) && _spool?.TryFind(name, out _) == true) || await FindHolderAsync(name, cancellationToken) is not null)
                found.Add(pack);
        }

        return found;
    }

    /// <summary>
    /// The discs that it takes to get these packs, the one that most is wanted from first: each pack from one disc only, so that each disc is
    /// inserted once. Packs that no disc is known to hold are on none of them.
    /// </summary>
    /// <param name="wanted">Packs and how many bytes of each are wanted.</param>
    public IReadOnlyList<DiscNeed> Needs(IReadOnlyDictionary<PackId, long> wanted)
    {
        var left = wanted.ToDictionary();
        var discs = _known.Values.ToList();
        var needs = new List<DiscNeed>();
        while (left.Count > 0)
        {
            var best = discs
                .Select(disc => (Disc: disc, Packs: disc.Packs.Where(pack => left.ContainsKey(pack) && !IsDamagedOn(disc, pack)).ToList()))
                .Where(candidate => candidate.Packs.Count > 0)
                // Equal needs, equal answers: newer sets first, then lower numbers.
                .OrderByDescending(candidate => candidate.Packs.Sum(pack => left[pack]))
                .ThenByDescending(candidate => candidate.Disc.PlannedAt).ThenBy(candidate => candidate.Disc.Volume).ThenBy(candidate => candidate.Disc.Id)
                .FirstOrDefault();
            if (best.Disc is null)
                break;
            needs.Add(new DiscNeed(best.Disc, best.Packs.Count, best.Packs.Sum(pack => left[pack])));
            foreach (var pack in best.Packs)
                left.Remove(pack);
            discs.Remove(best.Disc);
        }

        return needs;
    }

    /// <summary>
    /// Has the disc inserted that most of <paramref name="wanted"/> is on. Another disc that something is wanted from will do as well. A disc that is not to be had
    /// is not asked for again; false when no further disc could be had.
    /// </summary>
    public async Task<bool> InsertNextAsync(IReadOnlyDictionary<PackId, long> wanted, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            while (Needs(wanted).FirstOrDefault(need => !_notAtHand.Contains(need.Disc.Id)) is { } need)
            {
                // A disc that has come and has nothing of what its record says is not asked for again either.
                if (await InsertAsync(need.Disc, need.Bytes, disc => HoldsAnyAsync(disc, wanted.Keys, cancellationToken), cancellationToken) && await FindAtHandAsync(wanted.Keys, cancellationToken) is { Count: > 0 })
                    return true;
                _notAtHand.Add(need.Disc.Id);
            }

            return false;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>These discs are lost: they are not asked for.</summary>
    public void Forgo(IEnumerable<Guid> discs) => _notAtHand.UnionWith(discs);

    private IEnumerable<CataloguedDisc> HoldersOf(PackId pack) =>
        _known.Values.Where(disc => disc.Packs.Contains(pack)).OrderByDescending(disc => disc.PlannedAt).ThenBy(disc => disc.Volume);

    private void Insert(int drive, FoundDisc disc)
    {
        _inserted[drive]?.Dispose();
        _inserted[drive] = disc;
        Repository = disc.Repository;
        if (disc.Record is { } own)
            _seen.Add(own.Id);
        foreach (var record in disc.Catalogue.Where(record => record.Repository == disc.Repository))
            _known.TryAdd(record.Id, record);
    }

    /// <summary>The disc with a pack that is not damaged there; asks for it when it is in no drive. The caller holds the gate.</summary>
    private async Task<FoundDisc> FindAsync(ObjectName name, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await FindHolderAsync(name, cancellationToken) is { } place)
                return _inserted[place]!;
            var pack = new PackId(name.Id);
            var holders = name.Kind is ObjectKind.Pack ? HoldersOf(pack).ToList() : [];
            if (holders.Count == 0)
                throw new ObjectMissingException(name, Location);
            var wanted = new Dictionary<PackId, long> { [pack] = 0 };
            if (holders.FirstOrDefault(disc => !_notAtHand.Contains(disc.Id) && !IsDamagedOn(disc, pack)) is not { } holder)
                throw Unavailable(name, holders, holders.FirstOrDefault(disc => !IsDamagedOn(disc, pack)));
            if (!await InsertAsync(holder, 0, disc => HoldsAnyAsync(disc, wanted.Keys, cancellationToken), cancellationToken))
                _notAtHand.Add(holder.Id);
        }
    }

    private ArchivistException Unavailable(ObjectName name, List<CataloguedDisc> holders, CataloguedDisc? absent) => absent is null
        ? new ArchivistException(new ObjectDamagedOnDisc(name, holders[0].Title))
        : new ArchivistException(new ObjectOnAbsentDisc(name, absent.Title, _known.Values.Any(disc => disc.Kind is DiscKind.Recovery && disc.Set.Id == absent.Set.Id)));

    /// <summary>Asks and waits until a disc is there that holds something of what is wanted; false when there will be none.</summary>
    private async Task<bool> InsertAsync(CataloguedDisc disc, long bytes, Func<FoundDisc, Task<bool>> isWanted, CancellationToken cancellationToken)
    {
        // Where nothing can be exchanged nobody need be asked.
        if (_drives.All(drive => drive.IsFixed))
            return false;
        var shown = _inserted.Select(inserted => inserted?.Title).ToArray();
        await _requests.AskAsync(disc, bytes, [.. _drives.Select(drive => drive.Place)], cancellationToken);
        while (true)
        {
            // An open drive keeps its tray shut.
            Release();
            var goesOn = await _requests.WaitAsync(cancellationToken);
            for (var i = 0; i < _drives.Count; i++)
                shown[i] = await LookAsync(i, shown[i], cancellationToken);
            foreach (var inserted in _inserted.OfType<FoundDisc>())
            {
                if (inserted.Record?.Id != disc.Id && !await isWanted(inserted))
                    continue;
                await _requests.AcceptAsync(inserted.Title, cancellationToken);
                return true;
            }

            if (!goesOn)
                return false;
        }
    }

    /// <summary>Takes what is in a drive if it is of this repository. Something else, or a wrong disc, is told once; what is there is returned.</summary>
    private async Task<DiscTitle?> LookAsync(int drive, DiscTitle? before, CancellationToken cancellationToken)
    {
        if (_inserted[drive] is not null)
            return before;
        DiscTitle name;
        try
        {
            if (await _drives[drive].OpenAsync(cancellationToken) is not { } disc)
                return before;
            name = disc.Title;
            if (disc.Repository == Repository)
            {
                Insert(drive, disc);
            }
            else
            {
                name = new DiscTitle.OfOtherRepository(name);
                disc.Dispose();
            }
        }
        catch (ArchivistException)
        {
            name = new DiscTitle.WithoutRepository();
        }

        if (name != before)
            await _requests.NoticeAsync(_drives[drive].Place, name, cancellationToken);
        return name;
    }

    private void Release()
    {
        for (var i = 0; i < _inserted.Length; i++)
        {
            if (_drives[i].IsFixed)
                continue;
            _inserted[i]?.Dispose();
            _inserted[i] = null;
        }
    }

    private async Task<bool> HoldsAnyAsync(FoundDisc disc, IEnumerable<PackId> packs, CancellationToken cancellationToken)
    {
        var place = Array.IndexOf(_inserted, disc);
        foreach (var pack in packs)
        {
            if (!_damaged.Contains((KeyOf(place), pack)) && await disc.Store.FindLengthAsync(new ObjectName(ObjectKind.Pack, pack.Value), cancellationToken) is not null)
                return true;
        }

        return false;
    }
}
