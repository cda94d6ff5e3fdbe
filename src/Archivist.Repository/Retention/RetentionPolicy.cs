using Archivist.Platform.FileSystem;
using Archivist.Repository.Snapshots;

namespace Archivist.Repository.Retention;

/// <summary>
/// Which snapshots of a group are kept, by restic's rules: a snapshot that meets one rule is kept.
/// </summary>
/// <remarks>A pure function of the snapshots, the moment and the zone. What clocks may have spoilt is looked after by <see cref="ForgetPlan"/>.</remarks>
public sealed record RetentionPolicy
{
    /// <summary>A count that never runs out.</summary>
    public const int Unlimited = -1;

    /// <summary>Counting rules: how many parts of the calendar keep their newest snapshot; 0 is no rule.</summary>
    public IReadOnlyDictionary<CalendarUnit, int> Counts { get; init; } = new Dictionary<CalendarUnit, int>();

    /// <summary>Everything that is not older than this, against the newest snapshot that is not in the future.</summary>
    public RetentionPeriod Within { get; init; }

    /// <summary>The newest snapshot of each part of the calendar that is not older than this.</summary>
    public IReadOnlyDictionary<CalendarUnit, RetentionPeriod> WithinUnits { get; init; } = new Dictionary<CalendarUnit, RetentionPeriod>();

    /// <summary>Everything that has all tags of one of these lists; a list with the empty tag means snapshots without tags.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Tags { get; init; } = [];

    /// <summary>No rule at all; such a policy keeps everything.</summary>
    public bool IsEmpty =>
        Counts.Values.All(count => count == 0) && Within.IsZero && WithinUnits.Values.All(period => period.IsZero) && Tags.Count == 0;

    /// <summary>All rules that measure a time.</summary>
    internal IEnumerable<RetentionPeriod> Periods => WithinUnits.Values.Append(Within).Where(period => !period.IsZero);

    /// <summary>Decides about the snapshots of one group. An empty policy keeps everything.</summary>
    /// <param name="group">In any order; snapshots of the same moment are taken in the order of their ids.</param>
    /// <param name="now">The present; snapshots after it are not what ages are measured from.</param>
    /// <param name="zone">The zone of this machine, for calendar arithmetic across changes of summer time.</param>
    public RetentionVerdict Apply(IEnumerable<Snapshot> group, GoTime now, TimeZoneInfo zone)
    {
        Snapshot[] newestFirst = [.. group
            .OrderByDescending(snapshot => snapshot.Time.Seconds).ThenByDescending(snapshot => snapshot.Time.Nanoseconds)
            .ThenBy(snapshot => snapshot.Id.ToString(), StringComparer.Ordinal)];
        if (IsEmpty)
            return new RetentionVerdict([.. newestFirst.Select(snapshot => new KeptSnapshot(snapshot, ["there is no rule"]))], []);
        var latest = newestFirst.Select(snapshot => snapshot.Time).Cast<GoTime?>().FirstOrDefault(time => time!.Value.CompareTo(now) < 0);
        var rules = Rules(latest, zone).ToList();
        var kept = new List<KeptSnapshot>();
        var removed = new List<Snapshot>();
        for (var position = 0; position < newestFirst.Length; position++)
        {
            var snapshot = newestFirst[position];
            var reasons = rules.Select(rule => rule(snapshot, position)).OfType<string>().ToList();
            if (reasons.Count > 0)
                kept.Add(new KeptSnapshot(snapshot, reasons));
            else
                removed.Add(snapshot);
        }

        return new RetentionVerdict(kept, removed);
    }

    /// <summary>Each rule as a function that remembers what it has counted, and gives the reason for keeping or null.</summary>
    private IEnumerable<Func<Snapshot, int, string?>> Rules(GoTime? latest, TimeZoneInfo zone)
    {
        foreach (var tags in Tags)
            yield return (snapshot, _) => SnapshotFilter.MatchesAny([tags], snapshot) ? $"has tags [{string.Join(", ", tags)}]" : null;
        if (!Within.IsZero)
        {
            var since = Since(Within, latest, zone);
            yield return (snapshot, _) => snapshot.Time.CompareTo(since) > 0 ? $"within {Within}" : null;
        }

        foreach (var unit in Enum.GetValues<CalendarUnit>())
        {
            if (Counts.TryGetValue(unit, out var count) && count != 0)
                yield return Counting(unit, count);
        }

        foreach (var unit in Enum.GetValues<CalendarUnit>())
        {
            if (WithinUnits.TryGetValue(unit, out var period) && !period.IsZero)
                yield return CountingWithin(unit, period, Since(period, latest, zone));
        }
    }

    private static Func<Snapshot, int, string?> Counting(CalendarUnit unit, int left)
    {
        long? last = null;
        return (snapshot, position) =>
        {
            var part = unit.PartOf(snapshot.Time, position);
            if (left == 0 || part == last)
                return null;
            last = part;
            left -= left > 0 ? 1 : 0;
            return $"{unit.Adjective()} snapshot";
        };
    }

    private static Func<Snapshot, int, string?> CountingWithin(CalendarUnit unit, RetentionPeriod period, GoTime since)
    {
        long? last = null;
        return (snapshot, position) =>
        {
            var part = unit.PartOf(snapshot.Time, position);
            if (snapshot.Time.CompareTo(since) <= 0 || part == last)
                return null;
            last = part;
            return $"{unit.Adjective()} within {period}";
        };
    }

    private static GoTime Since(RetentionPeriod period, GoTime? latest, TimeZoneInfo zone) =>
        latest is { } newest
            ? new GoTime(period.SecondsBefore(newest, zone), newest.Nanoseconds, 0)
            : new GoTime(long.MinValue, 0, 0);
}
