using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Placing;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;

namespace Archivist.Operations.Retiring;

/// <summary>Takes a replica out of the settings and forgets it. What is at its place stays there. Needs no password, contacts no replica.</summary>
public sealed class RetireReplicaOperation(OperationEnvironment environment) : Operation<RetireReplicaRequest, RetireReplicaResult>(environment)
{
    private protected override async Task<RetireReplicaResult> RunAsync(RetireReplicaRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        PlaceIdentity.RequireRepositoryOf(settings, archive);
        var change = await SettingsChange.RemoveAsync(settings, context.Surroundings, request.Name, cancellationToken);
        var replica = settings.Replicas.Single(known => known.Name == request.Name);
        using var memory = FileLookup.Find(settings.Audit.Memory) is null ? null : AuditMemory.Open(settings.Audit.Memory);
        var left = await VerifiedCopies.FindAsync(context, change.Settings, memory, cancellationToken);
        var plan = new RetirementPlan(replica.Name, AddressText.WithoutCredentials(replica.Url), settings.Policy.Judge(left.Placed));
        request.Planned(plan);
        var unmet = plan.Policy.Where(rule => !rule.IsMet).ToList();
        if (unmet.Count > 0 && !request.AllowsBelowPolicy)
            throw new ArchivistException(new RetirementBelowPolicy(replica.Name, unmet));
        var result = new RetireReplicaResult(plan, settings.File) { Verdict = unmet.Count > 0 ? Failure.BelowPolicy : Failure.None };
        if (request.IsDryRun)
            return result;
        if (!request.IsConfirmed && await context.Events.AskAsync(new Question.Retire(replica.Name, plan.Address), cancellationToken) is not Answer.Yes)
            throw new ArchivistException(new RetirementDeclined(replica.Name));
        await change.SaveAsync(cancellationToken);
        // From here on it is retired: what follows is done also when the operator stops.
        return result with { Verdict = Severity.Worse(result.Verdict, await ForgetAsync(context, settings, replica, memory)) };
    }

    private static async Task<Failure> ForgetAsync(OperationContext context, ArchivistSettings settings, ReplicaSettings replica, AuditMemory? memory)
    {
        var entries = new Bookkeeping();
        await entries.TryAsync(() =>
        {
            memory?.Retire(replica.Name);
            return Task.CompletedTask;
        });
        await entries.TryAsync(() =>
        {
            new CopyPlaces(context, settings.Archive.Repository).Forget(replica.Url);
            return Task.CompletedTask;
        });
        if (ArchiveLedger.FindBegun(context, settings) is { } ledger)
            await entries.TryAsync(() => ledger.AppendAsync(new LedgerEntry.ReplicaRetired(context.Clock.GetUtcNow(), replica.Name), CancellationToken.None));
        return entries.Report(context.Events);
    }
}
