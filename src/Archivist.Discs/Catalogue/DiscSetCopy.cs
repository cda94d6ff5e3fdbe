using Archivist.Repository.Ids;

namespace Archivist.Discs.Catalogue;

/// <summary>A full set of discs that was burned and read back: an offline copy of what the repository held. Immutable.</summary>
/// <param name="Set">The set.</param>
/// <param name="VerifiedAt">When the disc that was not read for the longest time was read.</param>
/// <param name="Newest">The newest snapshot that can be restored from it and from the deltas on top that were read back as well; null when that is not known.</param>
/// <param name="Place">Where the discs are; null when that is not known, or when they are in several places.</param>
/// <param name="Holder">Who has them; null as well.</param>
/// <param name="Bytes">The length of their images, 0 or more.</param>
/// <param name="Packs">Packs on them.</param>
public sealed record DiscSetCopy(DiscSetName Set, DateTimeOffset VerifiedAt, SnapshotId? Newest, string? Place, string? Holder, long Bytes, int Packs)
{
    /// <summary>Finds the full sets every data disc of which gave everything back when it was last read, at a time or later.</summary>
    /// <param name="discs">The catalogue.</param>
    /// <param name="since">A disc that was not read since then does not count.</param>
    /// <param name="now">Readings that are dated later come from a wrong clock and do not count.</param>
    /// <returns>One copy per set, the one that was planned first in front.</returns>
    public static IReadOnlyList<DiscSetCopy> Find(IEnumerable<CataloguedDisc> discs, DateTimeOffset since, DateTimeOffset now)
    {
        var sets = discs.GroupBy(disc => disc.Set.Id).Select(set => set.ToList()).OrderBy(set => set[0].PlannedAt).ToList();
        return [.. sets.Where(set => set[0].Set.Base is null && IsVerified(set)).Select(set => Describe(set, sets))];

        bool IsVerified(List<CataloguedDisc> set) => IsComplete(set) && Data(set).All(disc => LastVerified(disc) is { } at && at >= since && at <= now);

        DiscSetCopy Describe(List<CataloguedDisc> set, List<List<CataloguedDisc>> sets)
        {
            // A delta adds to the full set and to the deltas before it.
            var last = sets.Where(delta => delta[0].Set.Base == set[0].Set.Id).TakeWhile(IsVerified).LastOrDefault(set);
            var data = Data(set).ToList();
            return new DiscSetCopy(
                set[0].Set, data.Min(disc => LastVerified(disc)!.Value), last[0].Newest, OnlyOne(data.Select(disc => disc.Place())), OnlyOne(data.Select(disc => disc.Holder())),
                data.Sum(disc => disc.Image?.Bytes ?? 0), data.SelectMany(disc => disc.Packs).Distinct().Count());
        }
    }

    private static IEnumerable<CataloguedDisc> Data(List<CataloguedDisc> set) => set.Where(disc => disc.Kind is not DiscKind.Recovery);

    private static bool IsComplete(List<CataloguedDisc> set) => Data(set).Any() && set.Select(disc => disc.Volume).Distinct().Count() == set[0].Of;

    /// <summary>A good burn was read back whole; null when the last reading lost something, or there was none.</summary>
    private static DateTimeOffset? LastVerified(CataloguedDisc disc)
    {
        if (disc.Readings.LastOrDefault() is { Outcome: DiscReadingOutcome.Damaged } lost && !(disc.BurnedAt() > lost.At))
            return null;
        var read = disc.LastReadWell()?.At;
        var burned = disc.BurnedAt();
        return read is null || burned > read ? burned : read;
    }

    private static string? OnlyOne(IEnumerable<string?> values) => values.Distinct(StringComparer.OrdinalIgnoreCase).ToList() is [{ } one] ? one : null;
}
