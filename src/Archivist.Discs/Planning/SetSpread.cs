using Archivist.Discs.Catalogue;
using Archivist.Repository.Ids;

namespace Archivist.Discs.Planning;

/// <summary>Which discs each snapshot takes.</summary>
public static class SetSpread
{
    /// <summary>The discs that each snapshot takes, of the set and of those that it adds to; snapshots that are not complete on them are left out.</summary>
    /// <param name="plan">The set.</param>
    /// <param name="needs">The packs that snapshots need.</param>
    /// <param name="bases">The discs of the sets that a delta adds to.</param>
    public static IReadOnlyList<SnapshotSpread> Of(DiscSetPlan plan, SnapshotNeeds needs, IReadOnlyList<CataloguedDisc> bases)
    {
        var places = new Dictionary<PackId, int>();
        foreach (var (packs, index) in plan.Volumes.Select(volume => volume.Packs).Concat(bases.Select(disc => disc.Packs)).Select((packs, index) => (packs, index)))
        {
            foreach (var pack in packs)
                places.TryAdd(pack, index);
        }

        var own = plan.Volumes.Count;
        return
        [
            .. needs.Spread(pack => places.GetValueOrDefault(pack, -1), own + bases.Count)
                .Where(spread => spread.IsComplete && !spread.Snapshot.IsCatalogue())
                .Select(spread => new SnapshotSpread(
                    spread.Snapshot.Id, [.. spread.Volumes.Where(volume => volume < own).Select(volume => volume + 1)],
                    [.. spread.Volumes.Where(volume => volume >= own).Select(volume => bases[volume - own].Id)])),
        ];
    }
}
