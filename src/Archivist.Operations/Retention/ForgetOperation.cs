using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Placing;
using Archivist.Operations.Problems;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Retention;
using Archivist.Repository.Snapshots;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Retention;

/// <summary>Removes snapshots by a policy or by name, and prunes where that is asked for.</summary>
public sealed class ForgetOperation(OperationEnvironment environment) : Operation<ForgetRequest, ForgetResult>(environment)
{
    private const int ShortestId = 8;

    private protected override async Task<ForgetResult> RunAsync(ForgetRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var repository = await archive.UnlockAsync(cancellationToken);
        // The snapshots were seen by this operation, and the policy or their names ask for their removal.
        var pruning = request.Prune is { } options ? options with { AllowsNoSnapshots = true } : null;
        if (!request.IsDryRun)
        {
            if (!request.AllowsBelowPolicy)
                await RemovalGuard.RequirePolicyMetAsync(archive, cancellationToken);
            await using var held = await archive.LockAsync(repository, exclusive: true, cancellationToken);
            var (plan, gone) = await PlanAsync(request, archive, repository, cancellationToken);
            var (pruned, entered) = await held.RunAsync(stop => ApplyAsync(request, archive, repository, held, plan, gone, stop), cancellationToken);
            return new ForgetResult(plan, pruned) { Verdict = Severity.Worst([entered, VerdictOf(plan), pruned?.Noted ?? Failure.None]) };
        }

        var (planned, _) = await PlanAsync(request, archive, repository, cancellationToken);
        request.Forgotten(planned);
        var outcome = pruning is null || planned.Removals.Count == 0 ? null
            : await PackPruning.PlanAsync(archive.Context, repository, pruning, planned.Removals.Select(snapshot => snapshot.Id).ToHashSet(), cancellationToken);
        return new ForgetResult(planned, outcome) { Verdict = VerdictOf(planned) };

        async Task<(PruneOutcome?, Failure)> ApplyAsync(
            ForgetRequest request, Archive archive, OpenRepository repository, RepositoryLock held, ForgetPlan plan, IReadOnlyList<SnapshotId> gone, CancellationToken stop)
        {
            await plan.ApplyAsync(repository, held, stop);
            archive.EnterForgotten(
                [.. plan.Removals.Select(snapshot => snapshot.Id.ToString()), .. plan.UnreadableRemovals.Select(name => name.Id.ToString()), .. gone.Select(id => id.ToString())]);
            // While no one else reads the repository: a check must not find snapshots missing that were forgotten a moment ago.
            var entered = await archive.EnterAsync(stop);
            foreach (var id in gone)
                archive.Context.Note(new Notice.RemovalEntered(id));
            request.Forgotten(plan);
            return (pruning is null || plan.Removals.Count == 0 ? null : await PackPruning.ApplyAsync(archive, repository, held, pruning, stop), entered);
        }
    }

    private static Failure VerdictOf(ForgetPlan plan) => plan.Groups.Any(group => group.IsRefused) ? Failure.Findings : Failure.None;

    /// <summary>The plan, and snapshots that have vanished and are given up by their ids.</summary>
    private static async Task<(ForgetPlan Plan, IReadOnlyList<SnapshotId> Gone)> PlanAsync(ForgetRequest request, Archive archive, OpenRepository repository, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var snapshots = await repository.ListSnapshotsAsync(cancellationToken);
        var unreadable = repository.PassedOver.Where(name => name.Kind is ObjectKind.Snapshot).ToList();
        if (request.Named.Count > 0)
        {
            await LatestWarning.TellAsync(archive, true, repository, snapshots, request.Filter, request.Named, cancellationToken);
            // One that cannot be read goes only when its own id is given.
            var given = unreadable.Where(name => request.Named.Any(id => Names(id, name))).ToList();
            var gone = await FindGoneAsync(request, archive, snapshots, unreadable, cancellationToken);
            return (ForgetPlan.OfNamed(
                [
                    .. request.Named.Where(id => !given.Exists(name => Names(id, name)) && !gone.Any(vanished => Names(id, NameOf(vanished))))
                        .Select(reference => request.Filter.Find(snapshots, reference)),
                ], given), gone);
        }

        if (unreadable.Count > 0 && !request.Policy.IsEmpty)
            throw new ArchivistException(new SnapshotUnreadable(unreadable[0]));
        return (request.Policy.IsEmpty
            ? ForgetPlan.OfNamed([])
            : ForgetPlan.ByPolicy(snapshots, request.Filter, request.Grouping, request.Policy, context.Clock.GetLocalNow(), context.Clock.LocalTimeZone), []);
    }

    /// <summary>Snapshots of the ledger that are named and are not in the repository any more: another program removed them, or they were lost.</summary>
    private static async Task<IReadOnlyList<SnapshotId>> FindGoneAsync(
        ForgetRequest request, Archive archive, IReadOnlyList<Snapshot> snapshots, List<ObjectName> unreadable, CancellationToken cancellationToken)
    {
        var present = snapshots.Select(snapshot => snapshot.Id.Value).Concat(unreadable.Select(name => name.Id)).ToHashSet();
        var vanished = await VanishedSnapshots.FindAsync(archive, await archive.TryFindSettingsAsync(cancellationToken), present, cancellationToken);
        return [.. vanished.Where(snapshot => request.Named.Any(id => Names(id, NameOf(snapshot))))];
    }

    private static ObjectName NameOf(SnapshotId snapshot) => new(ObjectKind.Snapshot, snapshot.Value);

    private static bool Names(string id, ObjectName name) => id.Length >= ShortestId && name.Id.ToString().StartsWith(id, StringComparison.OrdinalIgnoreCase);
}
