using Archivist.Platform.FileSystem;
using Archivist.Repository.Ids;
using Archivist.Repository.Problems;

namespace Archivist.Repository.Snapshots;

/// <summary>
/// Why the newest snapshot by date, which <c>latest</c> means, may not be the last one that was taken
/// (docs/decisions/latest-and-clocks.md).
/// </summary>
/// <param name="ByDate">What <c>latest</c> means.</param>
/// <param name="ByLedger">The last one that the ledger noted; null when it knows none of them.</param>
/// <param name="ByArrival">The last one that came, by what the store knows and by which one names which as its parent; null when neither says.</param>
/// <param name="IsAhead">The first one is dated after now.</param>
public sealed record LatestDoubt(Snapshot ByDate, Snapshot? ByLedger, Snapshot? ByArrival, bool IsAhead)
{
    /// <summary>Clocks of machines that work together differ by less, and a snapshot is stored some time after the moment that it is dated.</summary>
    public const long Tolerance = 600;

    /// <summary>The doubt as a problem of kind <see cref="Platform.Problems.Failure.None"/>.</summary>
    public LatestUncertain Problem => new(Dated(ByDate), IsAhead, ByLedger is null ? null : Dated(ByLedger), ByArrival is null ? null : Dated(ByArrival));

    /// <summary>Finds the doubt; null when nothing speaks against the newest by date.</summary>
    /// <param name="candidates">Those of which <c>latest</c> means one, oldest first; catalogues of discs do not count.</param>
    /// <param name="arrivals">What else is known of their order.</param>
    /// <param name="now">The present, as this machine's clock shows it.</param>
    public static LatestDoubt? Find(IReadOnlyList<Snapshot> candidates, SnapshotArrivals arrivals, DateTimeOffset now)
    {
        candidates = [.. candidates.Where(snapshot => !snapshot.IsCatalogue())];
        if (candidates.Count == 0)
            return null;
        var newest = candidates[^1];
        var byLedger = LastInLedger(candidates, arrivals, newest, out var isNewestNoted);
        var stored = candidates.Where(snapshot => arrivals.Stored.ContainsKey(snapshot.Id)).MaxBy(snapshot => arrivals.Stored[snapshot.Id]);
        var byArrival = LastChild(candidates, stored ?? newest);
        var isAhead = IsAfter(newest.Time, GoTime.From(now));
        var isDoubtful = isAhead
            || (isNewestNoted && EndsBefore(byLedger!, newest))
            || EndsBefore(LastChild(candidates, newest), newest)
            || (stored is not null && CameAfter(stored, newest, arrivals) && EndsBefore(stored, newest));
        return isDoubtful ? new LatestDoubt(newest, byLedger, stored is null && byArrival == newest ? null : byArrival, isAhead) : null;
    }

    /// <summary>True when a moment is later than another by more than clocks differ.</summary>
    public static bool IsAfter(GoTime moment, GoTime other) => moment.Seconds > other.Seconds + Tolerance;

    /// <summary>
    /// From a snapshot to the last of those that were made from it: each names the one before as its parent, whatever their dates. Of several children of one,
    /// the newest counts.
    /// </summary>
    public static Snapshot LastChild(IReadOnlyList<Snapshot> candidates, Snapshot from)
    {
        var children = candidates.Where(snapshot => snapshot.Parent is not null).ToLookup(snapshot => snapshot.Parent!.Value);
        // Ids are hashes, so there is no way round in circles; an original is one that no hash vouches for.
        for (var steps = 0; steps < candidates.Count; steps++)
        {
            if ((children[from.Id].LastOrDefault() ?? (from.Original is { } original ? children[original].LastOrDefault(child => child.Id != from.Id) : null)) is not { } child)
                break;
            from = child;
        }

        return from;
    }

    private static Snapshot? LastInLedger(IReadOnlyList<Snapshot> candidates, SnapshotArrivals arrivals, Snapshot newest, out bool isNewestNoted)
    {
        // A snapshot whose tags were changed is in the ledger under its first id.
        var known = new Dictionary<SnapshotId, Snapshot>();
        foreach (var snapshot in candidates)
            known.TryAdd(snapshot.Original ?? snapshot.Id, snapshot);
        foreach (var snapshot in candidates)
            known[snapshot.Id] = snapshot;
        Snapshot? last = null;
        isNewestNoted = false;
        foreach (var (id, _) in arrivals.Ledger)
        {
            if (!known.TryGetValue(id, out var snapshot))
                continue;
            last = snapshot;
            isNewestNoted |= snapshot == newest;
        }

        return last;
    }

    /// <summary>
    /// The store shows that one came after the other. Copies come in any order, but all within minutes; a changed tag makes a new file of an old snapshot.
    /// </summary>
    private static bool CameAfter(Snapshot snapshot, Snapshot other, SnapshotArrivals arrivals) =>
        snapshot.Original is null && arrivals.Stored.TryGetValue(other.Id, out var time) && arrivals.Stored[snapshot.Id] > time + Tolerance;

    /// <summary>By its date and for as long as it took, the snapshot was complete before the other was begun.</summary>
    private static bool EndsBefore(Snapshot snapshot, Snapshot other) =>
        snapshot.Time.Seconds + SnapshotSummary.SecondsOf(snapshot) + Tolerance < other.Time.Seconds;

    private static DatedSnapshot Dated(Snapshot snapshot) => new(snapshot.Id, snapshot.Time.ToDateTimeOffset());
}
