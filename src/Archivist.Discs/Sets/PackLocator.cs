using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Discs.Sets;

/// <summary>
/// Finds the disc that a pack can be read from, and has it inserted when it is in no drive; passes over what the book of damage has. Not thread-safe; used under the gate of
/// <see cref="DiscSet"/>.
/// </summary>
internal sealed class PackLocator(DriveBay bay, KnownDiscs known, DamageBook damage, DiscAsker asker, PackSpool spool)
{
    /// <summary>The drive of the first disc that has a pack that is not damaged there; null when none has it.</summary>
    internal async Task<int?> FindPlaceAsync(ObjectName name, CancellationToken cancellationToken)
    {
        var pack = new PackId(name.Id);
        if (damage.IsUnrecoverable(pack))
            return null;
        for (var place = 0; place < bay.Count; place++)
        {
            if (bay[place] is { } disc && !damage.IsDamaged(bay.CopyIn(place), pack) && await disc.Store.FindLengthAsync(name, cancellationToken) is not null)
                return place;
        }

        return null;
    }

    /// <summary>The disc with a pack that is not damaged there; asks for it when it is in no drive.</summary>
    /// <exception cref="ObjectMissingException">No disc is known to hold it.</exception>
    /// <exception cref="ArchivistException">All discs that hold it are unavailable (<see cref="Failure.TooFewReplicas"/>) or it is damaged on all of them.</exception>
    internal async Task<FoundDisc> FindAsync(ObjectName name, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await FindPlaceAsync(name, cancellationToken) is { } place)
                return bay[place]!;
            var pack = new PackId(name.Id);
            var holders = name.Kind is ObjectKind.Pack ? known.HoldersOf(pack).ToList() : [];
            if (holders.Count == 0)
                throw new ObjectMissingException(name, bay.Location);
            if (holders.FirstOrDefault(disc => known.IsAvailable(disc) && !damage.IsDamagedOn(disc, pack)) is not { } holder)
                throw Unavailable(name, holders, holders.FirstOrDefault(disc => !damage.IsDamagedOn(disc, pack)));
            await asker.AskAsync(holder, 0, disc => HoldsAnyAsync(disc, [pack], cancellationToken), cancellationToken);
        }
    }

    /// <inheritdoc cref="DiscSet.FindAtHandAsync"/>
    internal async Task<IReadOnlySet<PackId>> FindAtHandAsync(IEnumerable<PackId> packs, CancellationToken cancellationToken)
    {
        var found = new HashSet<PackId>();
        foreach (var pack in packs)
        {
            var name = new ObjectName(ObjectKind.Pack, pack.Value);
            if ((!damage.IsUnrecoverable(pack) && spool.TryFind(name, out _)) || await FindPlaceAsync(name, cancellationToken) is not null)
                found.Add(pack);
        }

        return found;
    }

    /// <inheritdoc cref="DiscSet.InsertNextAsync"/>
    internal async Task<bool> InsertNextAsync(IReadOnlyDictionary<PackId, long> wanted, CancellationToken cancellationToken)
    {
        while (known.Needs(wanted, damage).FirstOrDefault(need => known.IsAvailable(need.Disc)) is { } need)
        {
            if (await asker.AskAsync(need.Disc, need.Bytes, disc => HoldsAnyAsync(disc, wanted.Keys, cancellationToken), cancellationToken)
                && await FindAtHandAsync(wanted.Keys, cancellationToken) is { Count: > 0 })
                return true;
            // A disc that came and has nothing of what its record says is not asked for again either.
            known.GiveUp(need.Disc);
        }

        return false;
    }

    /// <summary>Records that a pack is damaged or unreadable on a disc, so that it is read from elsewhere. A disc that was taken out of its drive meanwhile is only closed.</summary>
    /// <param name="disc">The disc, which is in a drive.</param>
    /// <param name="pack">The pack.</param>
    /// <param name="cause">What was wrong.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    internal async Task RejectAsync(FoundDisc disc, PackId pack, Cause cause, CancellationToken cancellationToken)
    {
        var place = bay.PlaceOf(disc);
        if (!await bay.IsStillThereAsync(place, cancellationToken))
            bay.Remove(place);
        else if (damage.Record(bay.CopyIn(place), pack))
            await asker.TellAsync(new PackDamagedOnDisc(disc.Title, pack, cause), cancellationToken);
    }

    private ArchivistException Unavailable(ObjectName name, List<CataloguedDisc> holders, CataloguedDisc? absent) => absent is null
        ? new ArchivistException(new ObjectDamagedOnDisc(name, holders[0].Title))
        : new ArchivistException(new ObjectOnAbsentDisc(name, absent.Title, known.HasRecovery(absent.Set)));

    private async Task<bool> HoldsAnyAsync(FoundDisc disc, IEnumerable<PackId> packs, CancellationToken cancellationToken)
    {
        var copy = bay.CopyIn(bay.PlaceOf(disc));
        foreach (var pack in packs)
        {
            if (!damage.IsDamaged(copy, pack) && await disc.Store.FindLengthAsync(new ObjectName(ObjectKind.Pack, pack.Value), cancellationToken) is not null)
                return true;
        }

        return false;
    }
}
