using Archivist.Platform.FileSystem;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Retention;

/// <summary>
/// Which snapshots <c>forget</c> removes, decided without side effects; <see cref="ApplyAsync"/> removes them.
/// </summary>
/// <remarks>
/// Named snapshots are removed without further conditions. A policy is applied to each group as in restic, with two differences
/// that only ever keep more: a group that would lose its last snapshot stays as it is, and what would go only because a
/// clock was wrong stays (docs/decisions/retention-and-clocks.md).
/// </remarks>
public sealed class ForgetPlan
{
    private ForgetPlan(IReadOnlyList<ForgetGroup> groups, IReadOnlyList<Snapshot> removals)
    {
        Groups = groups;
        Removals = removals;
    }

    /// <summary>The decision on each group; empty when snapshots were named.</summary>
    public IReadOnlyList<ForgetGroup> Groups { get; }

    /// <summary>All snapshots to be removed, oldest first.</summary>
    public IReadOnlyList<Snapshot> Removals { get; }

    /// <summary>Unreadable snapshot files to be removed because their ids were given.</summary>
    public IReadOnlyList<ObjectName> UnreadableRemovals { get; private init; } = [];

    /// <summary>Removes exactly these, and snapshot files that cannot be read.</summary>
    public static ForgetPlan OfNamed(IEnumerable<Snapshot> snapshots, IEnumerable<ObjectName>? unreadable = null) =>
        new([], [.. snapshots.DistinctBy(snapshot => snapshot.Id).OrderBy(snapshot => snapshot.Time.Seconds)]) { UnreadableRemovals = [.. (unreadable ?? []).Distinct()] };

    /// <summary>Asks the policy about each group of the snapshots that match.</summary>
    /// <param name="all">All snapshots of the repository: their order is derived from them too.</param>
    /// <param name="filter">Which ones are considered.</param>
    /// <param name="grouping">How they are grouped.</param>
    /// <param name="policy">The rules.</param>
    /// <param name="now">The present, as this machine's clock shows it.</param>
    /// <param name="zone">The zone of this machine.</param>
    public static ForgetPlan ByPolicy(
        IReadOnlyList<Snapshot> all, SnapshotFilter filter, SnapshotGrouping grouping, RetentionPolicy policy, DateTimeOffset now, TimeZoneInfo zone)
    {
        // A catalogue of discs is no state of a disk: it neither counts nor goes.
        var byId = all.ToLookup(snapshot => snapshot.Id);
        var groups = grouping.Split(all.Where(snapshot => filter.Matches(snapshot) && !snapshot.IsCatalogue()))
            .Select(group => Decide(group, policy, byId, GoTime.From(now), zone)).ToList();
        return new ForgetPlan(
            groups, [.. groups.SelectMany(group => group.Removed).OrderBy(snapshot => snapshot.Time.Seconds)]);
    }

    /// <summary>Removes the snapshots, oldest first. Interrupted, the same policy decides the same about the rest.</summary>
    public async Task ApplyAsync(OpenRepository repository, RepositoryLock held, CancellationToken cancellationToken)
    {
        await held.ConfirmAsync(cancellationToken);
        foreach (var snapshot in Removals)
            await repository.Store.RemoveAsync(new ObjectName(ObjectKind.Snapshot, snapshot.Id.Value), cancellationToken);
        foreach (var name in UnreadableRemovals)
            await repository.Store.RemoveAsync(name, cancellationToken);
    }

    private static ForgetGroup Decide(
        SnapshotGroup group, RetentionPolicy policy, ILookup<SnapshotId, Snapshot> all, GoTime now, TimeZoneInfo zone)
    {
        var verdict = policy.Apply(group.Snapshots, now, zone);
        var doubts = ClockDoubts.Find(group, policy, verdict, all, now, zone);
        var held = doubts.SelectMany(doubt => doubt.Snapshots).ToHashSet();
        return verdict.Kept.Count == 0 && held.Count == 0 && verdict.Removed.Count > 0
            ? new ForgetGroup(group, verdict, [], []) { IsRefused = true }
            : new ForgetGroup(group, verdict, [.. verdict.Removed.Where(snapshot => !held.Contains(snapshot))], doubts);
    }
}
