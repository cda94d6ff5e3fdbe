using Archivist.Repository.Stores;

namespace Archivist.Replicas.Auditing;

/// <summary>
/// What one audit reads after the inventory, chosen before the first byte is read, so that its cost is known and can be limited. What is worth most is chosen first: new objects, the
/// sample, digests that the service states, the sweep. Immutable.
/// </summary>
internal sealed record AuditWork
{
    private const int PageSize = 1000;

    /// <summary>Of the packs that are new on a replica one in this number is read whole; the sweep reads the others in its time.</summary>
    private const int NewPacksPerRead = 20;

    /// <summary>Ranges of the sample, in the order in which they were drawn.</summary>
    internal required IReadOnlyList<SampledRange> Ranges { get; init; }

    /// <summary>New objects, which are read whole.</summary>
    internal required IReadOnlyList<StoredObject> New { get; init; }

    /// <summary>Objects that the sweep reads whole, the longest unread first.</summary>
    internal required IReadOnlyList<StoredObject> Sweep { get; init; }

    /// <summary>Objects that are not read whole now, and whose digest the service is asked for.</summary>
    internal required IReadOnlyList<StoredObject> Digests { get; init; }

    /// <summary>The limits of the plan leave something for the next sweep.</summary>
    internal required bool IsSweepPartial { get; init; }

    /// <summary>What all of it takes, the inventory included.</summary>
    internal required AuditEstimate Estimate { get; init; }

    /// <summary>Chooses.</summary>
    /// <param name="plan">What is wanted, and at which cost.</param>
    /// <param name="listed">What the replica lists, without the configuration.</param>
    /// <param name="objects">Those of it that nothing is known against yet.</param>
    /// <param name="hasDigests">The store can be asked for digests.</param>
    internal static AuditWork Choose(AuditPlan plan, IReadOnlyDictionary<ObjectName, long> listed, IReadOnlyList<StoredObject> objects, bool hasDigests)
    {
        var tally = new AuditTally(plan.Budget);
        foreach (var kind in RepositoryLayout.WriteOrder)
            tally.CountLists(Math.Max(1, (listed.Keys.Count(name => name.Kind == kind) + PageSize - 1) / PageSize));
        // The configuration is looked up, and read where it is known what it must be.
        tally.CountRead(0);
        if (plan.Expected is { } expected)
            tally.CountRead(expected.ConfigurationLength);

        var whole = new HashSet<ObjectName>();
        var chosen = plan.ReadsNew ? ChooseNew(plan, objects).Where(item => tally.TryRead(item) && whole.Add(item.Name)).ToList() : [];
        var ranges = ChooseRanges(plan, objects, tally, whole);
        var unread = hasDigests && plan.Digests > 0 ? Unread(plan, objects) : [];
        var asked = unread.Where(item => !whole.Contains(item.Name)).Take(plan.Digests).TakeWhile(_ => tally.TryLookUp()).Count();
        var (sweep, isPartial) = ChooseSweep(plan, [.. objects.Where(item => !whole.Contains(item.Name))], tally);
        whole.UnionWith(sweep.Select(item => item.Name));
        List<StoredObject> digests = [.. unread.Where(item => !whole.Contains(item.Name)).Take(asked)];
        tally.TakeBackLookUps(asked - digests.Count);
        return new AuditWork
        {
            Ranges = ranges,
            New = chosen,
            Sweep = sweep,
            Digests = digests,
            IsSweepPartial = isPartial,
            Estimate = tally.ToEstimate(whole.Count, ranges.Count, digests.Count),
        };
    }

    private static IEnumerable<StoredObject> ChooseNew(AuditPlan plan, IReadOnlyList<StoredObject> objects)
    {
        var small = objects.Where(item => item.Name.Kind is not ObjectKind.Pack && !(plan.Held.TryGetValue(item.Name, out var held) && held.ReadAt is not null));
        var packs = SweepOrder.Of(objects.Where(item => item.Name.Kind is ObjectKind.Pack && !plan.Held.ContainsKey(item.Name)), static _ => default, plan.Seed);
        return small.Concat(packs.Take((packs.Count + NewPacksPerRead - 1) / NewPacksPerRead));
    }

    /// <summary>Draws ranges, and cuts the draw off where the cost ends: what is left is as random as the whole.</summary>
    private static List<SampledRange> ChooseRanges(AuditPlan plan, IReadOnlyList<StoredObject> objects, AuditTally tally, HashSet<ObjectName> whole)
    {
        var drawn = SampleChoice.Choose(objects, plan.Seed, plan.Ranges, plan.RangeLength);
        var ranges = new List<SampledRange>();
        foreach (var range in drawn)
        {
            // Without another copy the object is read whole, and that once.
            if (plan.Reference is not null && plan.Expected?.Objects.ContainsKey(range.Object.Name) is not false)
            {
                if (!tally.TryRead(range.Length))
                    break;
            }
            else if (!whole.Contains(range.Object.Name))
            {
                if (!tally.TryRead(range.Object.Length))
                    break;
                whole.Add(range.Object.Name);
            }

            ranges.Add(range);
        }

        tally.DeferRanges(drawn.Count - ranges.Count);
        return ranges;
    }

    /// <summary>What does not fit into the cost is passed over, and not waited for: an object that is dearer than the limit would keep all others from their turn.</summary>
    private static (List<StoredObject> Chosen, bool IsPartial) ChooseSweep(AuditPlan plan, List<StoredObject> objects, AuditTally tally)
    {
        var chosen = new List<StoredObject>();
        if (plan.SweepBytes <= 0)
            return (chosen, false);
        var (left, due) = (plan.SweepBytes, plan.SweepBytes);
        var order = SweepOrder.Of(objects, name => TurnOf(plan, name), plan.Seed);
        foreach (var item in order)
        {
            if (left <= 0)
                break;
            if (tally.TryRead(item, isDue: due > 0))
            {
                chosen.Add(item);
                left -= item.Length;
            }

            due = Math.Max(0, due - item.Length);
        }

        return (chosen, chosen.Count < order.Count);
    }

    /// <summary>What was never read, or is due again, and what the service was not asked for since, in the order of the sweep.</summary>
    private static IReadOnlyList<StoredObject> Unread(AuditPlan plan, IReadOnlyList<StoredObject> objects) => SweepOrder.Of(
        objects.Where(item => !plan.Held.TryGetValue(item.Name, out var held) || !(IsRecent(plan, held.ReadAt) || IsRecent(plan, held.DigestAt))), name => TurnOf(plan, name), plan.Seed);

    private static bool IsRecent(AuditPlan plan, DateTimeOffset? time) => time is { } at && (plan.DueBefore is not { } due || at >= due);

    private static (long Number, bool IsRead) TurnOf(AuditPlan plan, ObjectName name) =>
        plan.Held.TryGetValue(name, out var held) ? (held.Turn, held.ReadAt is not null) : (long.MaxValue, false);
}
