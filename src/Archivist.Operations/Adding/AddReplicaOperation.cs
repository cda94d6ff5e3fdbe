using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Auditing;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Placing;
using Archivist.Operations.Probing;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Synchronizing;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Adding;

/// <summary>
/// Adds a replica: fills it, audits it, and only then names it in the settings. Stopped before that, the settings are as they were, and the next attempt adopts what was copied. Needs no password.
/// </summary>
public sealed class AddReplicaOperation(OperationEnvironment environment) : Operation<AddReplicaRequest, AddReplicaResult>(environment)
{
    private protected override async Task<AddReplicaResult> RunAsync(AddReplicaRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        PlaceIdentity.RequireRepositoryOf(settings, archive);
        var change = await SettingsChange.AddAsync(settings, context.Surroundings, ReplicaBlock.Write(request, context.Surroundings), request.Name, cancellationToken);
        context.Accesses.Use(change.Settings);
        var replica = change.Settings.Replicas.Single(added => added.Name == request.Name);
        var places = new CopyPlaces(context, settings.Archive.Repository);
        places.RequireDistinct([.. change.Settings.Replicas.Select(known => (known.Name, known.Url))]);
        var source = await ReplicationSource.OfRepositoryAsync(archive, places, settings, cancellationToken);
        using var memory = AuditMemory.Open(settings.Audit.Memory);
        // What is remembered under this name is of another place, or of an attempt that was stopped.
        memory.Retire(replica.Name);
        var entries = new Bookkeeping();
        var ledger = ArchiveLedger.FindBegun(context, settings);
        var (isAdopted, filled) = await FillAsync(context, places, source, memory, replica, cancellationToken);
        var audit = await AuditAsync(context, change.Settings, places, source, memory, ledger, replica, entries, cancellationToken);
        memory.RecordFacts(replica.Name, await ServerFacts.FindAsync(context, replica.Url, cancellationToken), context.Clock.GetUtcNow());
        await change.SaveAsync(cancellationToken);
        // From here on the replica is there: what follows is done also when the operator stops.
        if (ledger is not null)
        {
            await ReplicationEntries.AppendAsync(ledger, source, [(replica.Name, filled)], context.Clock, entries, CancellationToken.None);
            await entries.TryAsync(() => ledger.AppendAsync(new LedgerEntry.ReplicaAdded(context.Clock.GetUtcNow(), replica.Name, isAdopted), CancellationToken.None));
        }

        var claims = ClaimCheck.Find(change.Settings, memory, [replica.Name]);
        foreach (var problem in claims)
            context.Warn(problem);
        var copies = await VerifiedCopies.FindAsync(context, change.Settings, memory, CancellationToken.None);
        var copied = await new LedgerDistribution(context, change.Settings).RunAsync(CancellationToken.None);
        return new AddReplicaResult(replica.Name, AddressText.WithoutCredentials(replica.Url), settings.File, isAdopted, audit, settings.Policy.Judge(copies.Placed))
        {
            Verdict = Severity.Worst([entries.Report(context.Events), copied, source.RepositoryFailure?.Failure ?? Failure.None, .. claims.Select(problem => problem.Failure)]),
        };
    }

    private static async Task<(bool IsAdopted, SynchronizeResult Result)> FillAsync(
        OperationContext context, CopyPlaces places, ReplicationSource source, AuditMemory memory, ReplicaSettings replica, CancellationToken cancellationToken)
    {
        try
        {
            var isThere = await context.OpenStore(replica.Url).FindLengthAsync(ObjectName.Configuration, cancellationToken) is not null;
            await using var synchronizer = new ReplicaSynchronizer(source.Store, cancellationToken);
            var attempt = await new ReplicaFilling(context, places, memory)
                .TryAsync(synchronizer.Begin(), replica.Name, replica.Url, Beginning.WhereNoneWas, cancellationToken);
            return attempt.Result is { } result ? (isThere, result) : throw attempt.Failure!;
        }
        catch (ArchivistException refused) when (refused.Problem is ReplicaGone gone)
        {
            // The settings do not know its name, so the next step takes its address.
            throw new ArchivistException(gone with { Replica = AddressText.WithoutCredentials(replica.Url) }, refused);
        }
    }

    /// <summary>A copy counts once it was read, so it is read before it counts.</summary>
    private static async Task<AuditedReplica> AuditAsync(
        OperationContext context, ArchivistSettings settings, CopyPlaces places, ReplicationSource source, AuditMemory memory, ArchiveLedger? ledger, ReplicaSettings replica, Bookkeeping entries,
        CancellationToken cancellationToken)
    {
        var auditing = new ReplicaAuditing(context, new AuditRequest(), await ExpectedContents.ListAsync(source.Store, cancellationToken))
        {
            Places = places,
            Repository = source.Store,
            Memory = memory,
            Ranges = settings.Audit.Ranges,
            Period = settings.Audit.Period,
            Seed = await AuditSeed.DrawAsync(ledger, [replica.Name], entries, context.Clock, cancellationToken),
            Ledger = ledger,
        };
        var audit = await auditing.AuditAsync(replica.Name, replica.Url, entries, cancellationToken);
        if (audit.Failure is { } failure)
            throw failure;
        var damaged = audit.Outcome!.Findings.Where(finding => finding.Verdict.NeedsRepair).ToList();
        return damaged.Count == 0 ? audit : throw new ArchivistException(new ReplicaNotAdded(replica.Name, damaged.Count, damaged[0].Object.Name));
    }
}
