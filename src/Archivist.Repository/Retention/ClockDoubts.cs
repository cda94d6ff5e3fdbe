using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Problems;
using Archivist.Repository.Snapshots;

namespace Archivist.Repository.Retention;

/// <summary>
/// Finds the snapshots of a group that a policy would remove only because some clock was wrong (docs/decisions/retention-and-clocks.md).
/// </summary>
/// <remarks>
/// Every doubt is answered in the same way: the policy is asked again about the history without what is doubtful, and what
/// it keeps then stays as well. So a doubt can only keep more.
/// </remarks>
internal static class ClockDoubts
{
    internal static IReadOnlyList<ClockDoubt> Find(
        SnapshotGroup group, RetentionPolicy policy, RetentionVerdict verdict, ILookup<SnapshotId, Snapshot> all, GoTime now, TimeZoneInfo zone)
    {
        var doubts = new List<ClockDoubt>();
        void Doubt(Problem reason, IReadOnlyCollection<Snapshot> trusted, IReadOnlyCollection<Snapshot> alsoStays)
        {
            var stays = policy.Apply(trusted, now, zone).Kept.Select(kept => kept.Snapshot).Concat(alsoStays).ToHashSet();
            List<Snapshot> held = [.. verdict.Removed.Where(stays.Contains)];
            if (held.Count > 0)
                doubts.Add(new ClockDoubt(reason, held));
        }

        var future = group.Snapshots.Where(snapshot => snapshot.Time.CompareTo(now) > 0).ToHashSet();
        if (future.Count > 0)
            Doubt(
                new ClockBehindSnapshots(now, future.Count),
                [.. group.Snapshots.Where(snapshot => !future.Contains(snapshot))], future);

        // One of the two clocks was wrong, and it may have been either.
        var (early, late) = FindDisorder(group.Snapshots, all);
        if (early.Count > 0)
            Doubt(
                new SnapshotsDatedEarly(early.Count),
                [.. group.Snapshots.Where(snapshot => !early.Contains(snapshot))], early);
        late.IntersectWith(group.Snapshots);
        late.ExceptWith(future);
        if (late.Count > 0)
            Doubt(
                new SnapshotsDatedLate(late.Count),
                [.. group.Snapshots.Where(snapshot => !late.Contains(snapshot))], late);

        foreach (var (before, after, period) in FindLeaps(group, policy, now, zone))
            Doubt(
                new HistoryLeaps(before.Time, after.Time, period.ToString()),
                [.. group.Snapshots.Where(snapshot => snapshot.Time.CompareTo(before.Time) <= 0)], []);
        return doubts;
    }

    /// <summary>
    /// What a snapshot was made from, and what that was made from, came before it, whatever the dates say: those that are dated before any of these, and those
    /// of these that are dated after them.
    /// </summary>
    private static (HashSet<Snapshot> Early, HashSet<Snapshot> Late) FindDisorder(IReadOnlyList<Snapshot> snapshots, ILookup<SnapshotId, Snapshot> all)
    {
        Snapshot? ParentOf(Snapshot snapshot) => snapshot.Parent is { } parent ? all[parent].FirstOrDefault() : null;

        // Each chain is walked once: it can be as long as the history.
        var newestBefore = new Dictionary<SnapshotId, GoTime?>();
        var walk = new Stack<Snapshot>();
        foreach (var start in snapshots)
        {
            for (var item = start; item is not null && newestBefore.TryAdd(item.Id, null); item = ParentOf(item))
                walk.Push(item);
            while (walk.TryPop(out var item))
            {
                if (ParentOf(item) is { } parent)
                    newestBefore[item.Id] = newestBefore[parent.Id] is { } older && older.CompareTo(parent.Time) > 0 ? older : parent.Time;
            }
        }

        var early = snapshots.Where(snapshot => newestBefore[snapshot.Id] is { } older && older.CompareTo(snapshot.Time) > 0).ToHashSet();
        HashSet<Snapshot> late = [];
        HashSet<SnapshotId> seen = [];
        // The earliest first: snapshots dated after it have been seen by the time a later one is asked about.
        foreach (var start in early.OrderBy(snapshot => snapshot.Time))
        {
            for (var item = ParentOf(start); item is not null && seen.Add(item.Id); item = ParentOf(item))
            {
                if (item.Time.CompareTo(start.Time) > 0)
                    late.Add(item);
            }
        }

        return (early, late);
    }

    /// <summary>
    /// Leaps that may be a clock's: longer than what the policy measures and more than twice as long as any gap before, after
    /// which less than the policy's time has passed in steps that are no leaps themselves.
    /// </summary>
    private static IEnumerable<(Snapshot Before, Snapshot After, RetentionPeriod Period)> FindLeaps(
        SnapshotGroup group, RetentionPolicy policy, GoTime now, TimeZoneInfo zone)
    {
        if (!policy.Periods.Any())
            yield break;
        Snapshot[] ordered = [.. group.Snapshots.Where(snapshot => snapshot.Time.CompareTo(now) <= 0)
            .OrderBy(snapshot => snapshot.Time.Seconds).ThenBy(snapshot => snapshot.Time.Nanoseconds)];
        if (ordered.Length < 2)
            yield break;
        var newest = ordered[^1].Time;
        var (period, since) = policy.Periods.Select(item => (item, item.SecondsBefore(newest, zone))).MinBy(item => item.Item2);
        // No snapshot is older than the longest time: nothing is removed by age.
        if (since == long.MinValue)
            yield break;
        var length = newest.Seconds - since;
        var leaps = new List<(int Position, long SeenBefore)>();
        long habit = 0, seen = 0;
        for (var i = 1; i < ordered.Length; i++)
        {
            var gap = ordered[i].Time.Seconds - ordered[i - 1].Time.Seconds;
            if (gap > length && gap > 2 * habit)
                leaps.Add((i, seen));
            else
                seen += gap;
            habit = Math.Max(habit, gap);
        }

        foreach (var (position, seenBefore) in leaps)
        {
            if (seen - seenBefore < length)
                yield return (ordered[position - 1], ordered[position], period);
        }
    }
}
