using Archivist.Discs.Catalogue;
using Archivist.Discs.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Discs.Sets;

/// <summary>
/// The book of damage: which packs cannot be read from which copy of which disc. It only grows, and knows nothing of drives or stores. Not thread-safe; written
/// under the gate of <see cref="DiscSet"/>.
/// </summary>
internal sealed class DamageBook
{
    private readonly HashSet<(DiscCopy Copy, PackId Pack)> _damaged = [];
    private readonly Dictionary<PackId, HashSet<Guid>> _damagedOn = [];

    /// <summary>Packs that are what their names say, and hold blobs that are not: no copy can be better.</summary>
    private readonly HashSet<PackId> _unrecoverable = [];

    /// <summary>Records that a pack is damaged on one copy of a disc.</summary>
    /// <returns>False when that was recorded before.</returns>
    internal bool Record(DiscCopy copy, PackId pack)
    {
        if (!_damaged.Add((copy, pack)))
            return false;
        if (copy.Disc is { } disc)
        {
            if (!_damagedOn.TryGetValue(pack, out var discs))
                _damagedOn.Add(pack, discs = []);
            discs.Add(disc);
        }

        return true;
    }

    /// <summary>Records that a pack matches its name and is damaged all the same, so that it is not worth reading anywhere.</summary>
    internal void RecordUnrecoverable(PackId pack) => _unrecoverable.Add(pack);

    /// <summary>Whether the pack was found damaged on this copy.</summary>
    internal bool IsDamaged(DiscCopy copy, PackId pack) => _damaged.Contains((copy, pack));

    /// <summary>Whether the pack was found damaged on any copy of this disc.</summary>
    internal bool IsDamagedOn(CataloguedDisc disc, PackId pack) => _damagedOn.TryGetValue(pack, out var discs) && discs.Contains(disc.Id);

    /// <summary>Whether no copy of the pack can be better than the one that was read.</summary>
    internal bool IsUnrecoverable(PackId pack) => _unrecoverable.Contains(pack);

    /// <summary>Says why a pack could not be read: damaged on one of its discs, on a disc that was absent, or both.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="holders">The discs that are known to hold it, the first ones named first.</param>
    internal PackNotAtHand Describe(PackId pack, IReadOnlyList<CataloguedDisc> holders)
    {
        var damaged = holders.FirstOrDefault(disc => IsDamagedOn(disc, pack));
        var absent = holders.FirstOrDefault(disc => !IsDamagedOn(disc, pack));
        var isDamaged = holders.Count == 0 && (_damaged.Any(damage => damage.Pack == pack) || IsUnrecoverable(pack));
        return new PackNotAtHand(pack, damaged?.Title, absent?.Title, isDamaged);
    }
}
