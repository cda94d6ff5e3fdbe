using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Remembering;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Planning;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Replicating;

/// <summary>Reckons what bringing replicas up to date takes: objects, bytes, requests, time and money. Copies nothing. Needs no password.</summary>
public sealed class PlanReplicationOperation(OperationEnvironment environment) : Operation<ReplicateRequest, PlanReplicationResult>(environment)
{
    private protected override async Task<PlanReplicationResult> RunAsync(ReplicateRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var (settings, replicas, _, places, source, sourceAddress) = await ReplicationTask.FindAsync(request, archive, cancellationToken);
        var prices = await PriceTable.ReadAsync(settings?.Archive.Prices, cancellationToken);
        var entries = new Bookkeeping();
        using var memory = settings is null ? null : AuditMemory.TryOpen(settings.Audit.Memory, entries);
        var planner = await TransferPlanner.ListAsync(source.Store, cancellationToken);
        var planned = new List<PlannedReplica>();
        foreach (var (name, address, isTyped) in replicas)
        {
            var vendor = settings?.Replicas.FirstOrDefault(replica => replica.Name == name)?.Vendor;
            var mayBegin = request.Begins || isTyped;
            planned.Add(await PlanAsync(new PlannedReplica(name, AddressText.WithoutCredentials(address)) { Vendor = vendor }, address, mayBegin) is var plan && plan.Plan is { } transfer
                ? plan with { Cost = vendor is not null && prices.Find(vendor) is { } found ? transfer.CostBy(found) : null, Time = TimeOf(transfer, memory?.LoadRate(name)) }
                : plan);
        }

        var read = planner.PlanSource(RepositoryAddress.Parse(sourceAddress).Kind is not AddressKind.Directory);
        var sourceVendor = settings?.Replicas.FirstOrDefault(replica => replica.Name == source.Replica)?.Vendor;
        var plannedSource = new PlannedSource(source.Replica, AddressText.WithoutCredentials(sourceAddress), read)
        {
            Vendor = sourceVendor,
            Prices = sourceVendor is not null ? prices.Find(sourceVendor) : null,
        };
        return new PlanReplicationResult(planned, plannedSource)
        {
            Verdict = Severity.Worst([.. planned.Select(replica => replica.Failure?.Failure ?? Failure.None), source.RepositoryFailure?.Failure ?? Failure.None, entries.Report(archive.Context.Events)]),
        };

        // What fails is returned: it must not keep other replicas waiting.
        async Task<PlannedReplica> PlanAsync(PlannedReplica replica, string address, bool mayBegin)
        {
            try
            {
                var target = await FindAsync(replica.Name, address, mayBegin);
                return replica with { Plan = await planner.PlanAsync(target, RepositoryAddress.Parse(address).Kind is not AddressKind.Directory, cancellationToken) };
            }
            catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
            {
                return replica with { Failure = Failures.Of(cause, isStopped: false) };
            }
        }

        // A place that may be begun need not be there.
        async Task<IObjectStore> FindAsync(string name, string address, bool mayBegin)
        {
            var store = archive.Context.OpenStore(address);
            return mayBegin && await store.FindLengthAsync(ObjectName.Configuration, cancellationToken) is null && (request.Begins || await places.FindKnownAsync(address, cancellationToken) is null)
                ? store
                : await places.OpenAsync(name, address, Beginning.Never, cancellationToken);
        }
    }

    private static TimeSpan? TimeOf(TransferPlan plan, long? bytesPerSecond) =>
        plan.Objects == 0 ? TimeSpan.Zero : bytesPerSecond is > 0 ? TimeSpan.FromSeconds((double)plan.Bytes / bytesPerSecond.Value) : null;
}
