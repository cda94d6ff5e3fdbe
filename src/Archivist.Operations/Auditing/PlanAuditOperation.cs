using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;

namespace Archivist.Operations.Auditing;

/// <summary>
/// Reckons what an audit takes: objects, bytes, requests and money. Lists replicas, reads and remembers nothing, and enters nothing in the ledger. Which ranges and packs the audit itself
/// then reads is drawn by it. Needs no password.
/// </summary>
public sealed class PlanAuditOperation(OperationEnvironment environment) : Operation<AuditRequest, PlanAuditResult>(environment)
{
    private protected override async Task<PlanAuditResult> RunAsync(AuditRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var entries = new Bookkeeping();
        if (request.AuditFile is { } file)
        {
            if (request.Replicas.Count == 0)
                throw new ArchivistException(new NoReplicasNamed());
            var (listed, _) = await AuditFile.ReadAsync(file, cancellationToken);
            var alone = new ReplicaAuditing(context, request, listed)
            {
                Ranges = request.Ranges ?? AuditOperation.DefaultRanges,
                Period = AuditOperation.DefaultPeriod,
                Seed = await AuditSeed.DrawAsync(null, request.Replicas, entries, context.Clock, cancellationToken),
                Costs = await AuditCosts.ReadAsync(request, null, cancellationToken),
            };
            return Of(await Task.WhenAll(request.Replicas.Select(address => alone.PlanAsync(address, address, cancellationToken))), Failure.None);
        }

        var settings = await archive.FindSettingsAsync(cancellationToken);
        var replicas = ChosenReplicas.Of(request.Replicas, settings);
        var places = new CopyPlaces(context, archive.AddressOf(settings));
        places.RequireDistinct([.. replicas.Select(replica => (replica.Name, replica.Address))]);
        var (repository, expected) = await AuditOperation.FindExpectedAsync(archive, settings, cancellationToken);
        using var memory = settings is null ? null : AuditMemory.TryOpen(settings.Audit.Memory, entries);
        var auditing = new ReplicaAuditing(context, request, expected)
        {
            Places = places,
            Repository = repository,
            Memory = memory,
            Ranges = request.Ranges ?? settings?.Audit.Ranges ?? AuditOperation.DefaultRanges,
            Period = settings?.Audit.Period ?? AuditOperation.DefaultPeriod,
            Seed = await AuditSeed.DrawAsync(null, [.. replicas.Select(replica => replica.Name)], entries, context.Clock, cancellationToken),
            Costs = await AuditCosts.ReadAsync(request, settings, cancellationToken),
        };
        return Of(await Task.WhenAll(replicas.Select(replica => auditing.PlanAsync(replica.Name, replica.Address, cancellationToken))), entries.Report(context.Events));
    }

    private static PlanAuditResult Of(PlannedAudit[] planned, Failure besides) =>
        new(planned) { Verdict = Severity.Worst([.. planned.Select(replica => replica.Failure?.Failure ?? Failure.None), besides]) };
}
