using Archivist.Discs.Catalogue;
using Archivist.Repository.Ids;

namespace Archivist.Discs.Sets;

/// <summary>
/// The discs of a repository as far as their records are known, which of them were seen in a drive, and which are unavailable; decides which disc is wanted next.
/// Not thread-safe; written under the gate of <see cref="DiscSet"/>.
/// </summary>
internal sealed class KnownDiscs
{
    private readonly Dictionary<Guid, CataloguedDisc> _known = [];
    private readonly HashSet<Guid> _unavailable = [];
    private readonly HashSet<Guid> _seen = [];

    /// <summary>All records, by time of planning and number.</summary>
    internal IReadOnlyList<CataloguedDisc> All => DiscCatalogue.Sort(_known.Values);

    /// <summary>The ids of discs that were in a drive at any time.</summary>
    internal IReadOnlySet<Guid> Seen => _seen;

    /// <summary>The records of discs that can still be asked for, in no particular order.</summary>
    internal IEnumerable<CataloguedDisc> Available => _known.Values.Where(IsAvailable);

    /// <summary>The records of the discs of one set, in no particular order.</summary>
    internal IEnumerable<CataloguedDisc> Of(DiscSetName set) => _known.Values.Where(disc => disc.Set.Id == set.Id);

    /// <summary>Adds records from elsewhere; what a disc said before stays.</summary>
    internal void Add(IEnumerable<CataloguedDisc> records)
    {
        foreach (var record in records)
            _known.TryAdd(record.Id, record);
    }

    /// <summary>Notes that a disc is in a drive.</summary>
    internal void See(CataloguedDisc disc) => _seen.Add(disc.Id);

    /// <summary>Gives discs up: they are not asked for again.</summary>
    internal void GiveUp(IEnumerable<Guid> discs) => _unavailable.UnionWith(discs);

    /// <inheritdoc cref="GiveUp(IEnumerable{Guid})"/>
    internal void GiveUp(CataloguedDisc disc) => _unavailable.Add(disc.Id);

    /// <summary>Whether the disc was not given up.</summary>
    internal bool IsAvailable(CataloguedDisc disc) => !_unavailable.Contains(disc.Id);

    /// <summary>The discs that are known to hold a pack, the newest set first.</summary>
    internal IEnumerable<CataloguedDisc> HoldersOf(PackId pack) =>
        _known.Values.Where(disc => disc.Packs.Contains(pack)).OrderByDescending(disc => disc.PlannedAt).ThenBy(disc => disc.Volume);

    /// <summary>Whether recovery discs are known for a set.</summary>
    internal bool HasRecovery(DiscSetName set) => Of(set).Any(disc => disc.Kind is DiscKind.Recovery);

    /// <inheritdoc cref="DiscSet.Needs"/>
    internal IReadOnlyList<DiscNeed> Needs(IReadOnlyDictionary<PackId, long> wanted, DamageBook damage)
    {
        var left = wanted.ToDictionary();
        var discs = _known.Values.ToList();
        var needs = new List<DiscNeed>();
        while (left.Count > 0)
        {
            var best = discs
                .Select(disc => (Disc: disc, Packs: disc.Packs.Where(pack => left.ContainsKey(pack) && !damage.IsDamagedOn(disc, pack)).ToList()))
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
}
