namespace Archivist.Repository;

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
        void Doubt(string sentence, IReadOnlyCollection<Snapshot> trusted, IReadOnlyCollection<Snapshot> alsoStays)
        {
            var stays = policy.Apply(trusted, now, zone).Kept.Select(kept => kept.Snapshot).Concat(alsoStays).ToHashSet();
            List<Snapshot> held = [.. verdict.Removed.Where(stays.Contains)];
            if (held.Count > 0)
                doubts.Add(new ClockDoubt(sentence, held));
        }

        var future = group.Snapshots.Where(snapshot => snapshot.Time.CompareTo(now) > 0).ToHashSet();
        if (future.Count > 0)
            Doubt(
                $"this machine's clock shows {now}, and {Snapshots(future.Count)} dated later; those do not count, and stay",
                [.. group.Snapshots.Where(snapshot => !future.Contains(snapshot))], future);

        // One of the two clocks was wrong, and it may have been either.
        var early = group.Snapshots.Where(snapshot => Ancestors(snapshot, all).Any(older => older.Time.CompareTo(snapshot.Time) > 0)).ToHashSet();
        if (early.Count > 0)
            Doubt(
                $"{Snapshots(early.Count)} dated before the snapshot that came before; those do not count, and stay",
                [.. group.Snapshots.Where(snapshot => !early.Contains(snapshot))], early);
        var late = early.SelectMany(snapshot => Ancestors(snapshot, all).Where(older => older.Time.CompareTo(snapshot.Time) > 0)).Intersect(group.Snapshots).Except(future).ToHashSet();
        if (late.Count > 0)
            Doubt(
                $"{Snapshots(late.Count)} dated after a snapshot that came later; those do not count, and stay",
                [.. group.Snapshots.Where(snapshot => !late.Contains(snapshot))], late);

        foreach (var (before, after, period) in FindLeaps(group, policy, now, zone))
            Doubt(
                $"the history leaps from {before.Time} to {after.Time}, and less than {period} was seen since",
                [.. group.Snapshots.Where(snapshot => snapshot.Time.CompareTo(before.Time) <= 0)], []);
        return doubts;
    }

    /// <summary>What a snapshot was made from, and what that was made from: all of it came before, whatever the dates say.</summary>
    private static IEnumerable<Snapshot> Ancestors(Snapshot snapshot, ILookup<SnapshotId, Snapshot> all)
    {
        // Ids are hashes, so nobody is his own ancestor; a limit costs nothing.
        for (var steps = 0; steps < all.Count && snapshot.Parent is { } parent && all[parent].FirstOrDefault() is { } older; steps++)
            yield return snapshot = older;
    }

    private static string Snapshots(int count) => count == 1 ? "1 snapshot is" : $"{count} snapshots are";

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
