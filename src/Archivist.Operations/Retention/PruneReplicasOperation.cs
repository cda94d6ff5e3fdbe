using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Placing;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Retention;

/// <summary>
/// Removes from replicas what the repository no longer has. Replication never removes anything, so this is the only way by which a replica becomes smaller: by a plan, and only what audits have
/// seen as surplus for a time of grace, counted by the ledger and by the clock. Needs no password.
/// </summary>
public sealed class PruneReplicasOperation(OperationEnvironment environment) : Operation<PruneReplicasRequest, PruneReplicasResult>(environment)
{
    /// <summary>Audits of the replica in the ledger after the one that saw an object as surplus first.</summary>
    public const int GraceAudits = 3;

    /// <summary>The least time since then: a mistake in the repository is noticed by someone.</summary>
    public static readonly TimeSpan GraceTime = TimeSpan.FromDays(14);

    /// <summary>What refers to other objects goes before them, so that a replica is sound whenever this stops.</summary>
    private static readonly ObjectKind[] Order = [ObjectKind.Key, .. RepositoryLayout.WriteOrder.Reverse().Where(kind => kind is not ObjectKind.Key)];

    private protected override async Task<PruneReplicasResult> RunAsync(PruneReplicasRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var chosen = ChosenReplicas.Of(request.Replicas, settings);
        if (request.Removes && !request.AllowsBelowPolicy)
            await RemovalGuard.RequirePolicyMetAsync(archive, cancellationToken);
        var places = new CopyPlaces(archive.Context, settings.Archive.Repository);
        places.RequireDistinct([.. chosen.Select(replica => (replica.Name, replica.Address))]);
        using var memory = AuditMemory.Open(settings.Audit.Memory);
        var audits = await ListAuditsAsync(new ArchiveLedger(settings, archive.Context.Clock), cancellationToken);
        var pruned = new List<PrunedReplica>();
        foreach (var (name, address, _) in chosen)
        {
            var replica = await PlanAsync(archive, settings, places, name, address, memory, audits.GetValueOrDefault(name) ?? [], cancellationToken);
            pruned.Add(request.Removes && replica.Plan.Failure is null ? await RemoveAsync(archive, replica.Store!, replica.Plan, memory, cancellationToken) : replica.Plan);
        }

        return new PruneReplicasResult(pruned, !request.Removes) { Verdict = Severity.Worst(pruned.Select(replica => replica.Failure?.Failure ?? Failure.None)) };
    }

    /// <summary>The numbers of the entries about audits of each replica.</summary>
    private static async Task<Dictionary<string, List<long>>> ListAuditsAsync(ArchiveLedger ledger, CancellationToken cancellationToken)
    {
        var audits = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        await foreach (var (number, entry) in ledger.TryReadNumberedAsync(cancellationToken))
        {
            if (entry is LedgerEntry.ReplicaAudited audited)
                (audits.TryGetValue(audited.Replica, out var numbers) ? numbers : audits[audited.Replica] = []).Add(number);
        }

        return audits;
    }

    private static async Task<(IObjectStore? Store, PrunedReplica Plan)> PlanAsync(
        Archive archive, ArchivistSettings settings, CopyPlaces places, string name, string address, AuditMemory memory, List<long> audits, CancellationToken cancellationToken)
    {
        try
        {
            var store = await places.OpenAsync(name, address, Beginning.Never, cancellationToken);
            // The replica first: what comes to both meanwhile is not surplus.
            var held = (await ExpectedContents.ListAsync(store, cancellationToken)).Objects;
            var repository = (await ExpectedContents.ListAsync(archive.Context.OpenStore(settings.Archive.Repository), cancellationToken)).Objects;
            if (await VanishedSnapshots.ReportAsync(archive, settings, repository.Keys, cancellationToken) is not Failure.None
                || await PackInventory.ReportAsync(archive, archive.Context.OpenStore(settings.Archive.Repository), cancellationToken) is not Failure.None)
                throw new ArchivistException(new RepositoryInDoubt(name));
            if (repository.Keys.Count(item => !held.ContainsKey(item)) is > 0 and var missing)
                throw new ArchivistException(new ReplicaIncomplete(name, missing));
            var now = archive.Context.Clock.GetUtcNow();
            var surplus = memory.LoadSurplus(name);
            var all = held.Where(item => !repository.ContainsKey(item.Key)).Select(item => new StoredObject(item.Key, item.Value)).ToLookup(item => IsOver(item.Name));
            return (store, new PrunedReplica(name, [.. all[true].OrderBy(item => Array.IndexOf(Order, item.Name.Kind))], [.. all[false]], null));

            bool IsOver(ObjectName item) => surplus.TryGetValue(item, out var seen) && now - seen.Since >= GraceTime && audits.Count(number => number >= seen.Entry) > GraceAudits;
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            return (null, new PrunedReplica(name, [], [], Failures.Of(cause, isStopped: false)));
        }
    }

    private static async Task<PrunedReplica> RemoveAsync(Archive archive, IObjectStore store, PrunedReplica plan, AuditMemory memory, CancellationToken cancellationToken)
    {
        var removed = new List<StoredObject>();
        ArchivistException? failure = null;
        try
        {
            var progress = archive.Context.Progress(Work.PruningReplica, subject: plan.Name);
            foreach (var item in plan.Removable)
            {
                await store.RemoveAsync(item.Name, cancellationToken);
                removed.Add(item);
                progress.Report(removed.Sum(gone => gone.Length));
            }
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            failure = Failures.Of(cause, isStopped: false);
        }
        finally
        {
            memory.Forget(plan.Name, [.. removed.Select(item => item.Name)]);
            if (removed.Count > 0)
                archive.Enter(new LedgerEntry.ReplicaPruned(archive.Context.Clock.GetUtcNow(), plan.Name, removed.Count, removed.Sum(item => item.Length)));
        }

        return plan with { Removable = removed, Failure = failure };
    }
}
