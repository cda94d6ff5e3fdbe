using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Placing;
using Archivist.Operations.Probing;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Placement;
using Archivist.Replicas.Repairing;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Auditing;

/// <summary>Audits replicas by reading them, all side by side. Needs no password: the name of an object is the hash of its content.</summary>
public sealed class AuditOperation(OperationEnvironment environment) : Operation<AuditRequest, AuditResult>(environment)
{
    internal static readonly TimeSpan DefaultPeriod = TimeSpan.FromDays(90);
    internal const int DefaultRanges = 16;

    private protected override async Task<AuditResult> RunAsync(AuditRequest request, Archive archive, CancellationToken cancellationToken)
    {
        if (request.AuditFile is { } file)
            return await RunAsAuditorAsync(request, archive.Context, file, cancellationToken);
        var result = await RunForArchiveAsync(request, archive, cancellationToken);
        if (result.Policy is { } policy && Severity.Of(result.Verdict) >= Severity.Of(Failure.BelowPolicy) && policy.Any(rule => !rule.IsMet))
            archive.Context.Warn(new ReplicaBelowPolicy(policy[0].Counted, policy[0].Wanted, [.. policy.Where(rule => !rule.IsMet).Select(rule => rule.Rule.Name)]));
        if (result.Lost.Count > 0)
            archive.Context.Warn(new ObjectsLost(result.Lost));
        foreach (var problem in result.Claims)
            archive.Context.Warn(problem);
        return result with { Verdict = Severity.Worst(result.Claims.Select(problem => problem.Failure).Append(result.Verdict)) };
    }

    /// <summary>With nothing but a file that says what must be there.</summary>
    private static async Task<AuditResult> RunAsAuditorAsync(AuditRequest request, OperationContext context, string file, CancellationToken cancellationToken)
    {
        if (request.Replicas.Count == 0)
            throw new ArchivistException(new NoReplicasNamed());
        var (expected, _) = await AuditFile.ReadAsync(file, cancellationToken);
        var discs = await OpenDiscsAsync(request, context, cancellationToken);
        var auditing = new ReplicaAuditing(context, request, expected)
        {
            Ranges = request.Ranges ?? DefaultRanges,
            Period = DefaultPeriod,
            Seed = await AuditSeed.DrawAsync(null, request.Replicas, new Bookkeeping(), context.Clock, cancellationToken),
            Costs = await AuditCosts.ReadAsync(request, null, cancellationToken),
        };
        var audited = await Task.WhenAll(request.Replicas.Select(address => auditing.AuditAsync(address, address, new Bookkeeping(), cancellationToken)));
        var (_, witnesses) = await CompareAsync(audited, [.. auditing.Opened.Values], discs, cancellationToken);
        return new AuditResult(audited) { Witnesses = witnesses, Verdict = Severity.Worst(audited.Select(replica => VerdictOf(replica, null))) };
    }

    /// <summary>The same without a word, for a run, which reports by itself.</summary>
    internal static async Task<AuditResult> RunForArchiveAsync(AuditRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.FindSettingsAsync(cancellationToken);
        var replicas = ChosenReplicas.Of(request.Replicas, settings);
        var places = new CopyPlaces(context, archive.AddressOf(settings));
        places.RequireDistinct([.. replicas.Select(replica => (replica.Name, replica.Address))]);
        var (repository, expected) = await FindExpectedAsync(archive, settings, cancellationToken);
        var discs = await OpenDiscsAsync(request, context, cancellationToken);
        using var memory = settings is null ? null : AuditMemory.Open(settings.Audit.Memory);
        var ledger = settings is null ? null : ArchiveLedger.FindBegun(context, settings);
        var entries = new Bookkeeping();
        var auditing = new ReplicaAuditing(context, request, expected)
        {
            Places = places,
            Repository = repository,
            Memory = memory,
            Ranges = request.Ranges ?? settings?.Audit.Ranges ?? DefaultRanges,
            Period = settings?.Audit.Period ?? DefaultPeriod,
            Seed = await AuditSeed.DrawAsync(ledger, [.. replicas.Select(replica => replica.Name)], entries, context.Clock, cancellationToken),
            Ledger = ledger,
            Costs = await AuditCosts.ReadAsync(request, settings, cancellationToken),
        };
        var audited = await Task.WhenAll(replicas.Select(replica => auditing.AuditAsync(replica.Name, replica.Address, entries, cancellationToken)));
        var policy = settings is null ? null : await JudgeAsync(context, settings, memory!, audited, cancellationToken);
        var verdict = Severity.Worst(audited.Select(replica => VerdictOf(replica, policy)).Append(entries.Report(context.Events)));
        var isBelow = policy is not null && policy.Any(rule => !rule.IsMet) && (request.Replicas.Count == 0 || audited.Any(replica => !replica.IsGood));
        var vanished = expected is null ? Failure.None : await VanishedSnapshots.ReportAsync(archive, settings, expected.Objects.Keys, cancellationToken);
        if (repository is not null)
            vanished = Severity.Worse(vanished, await PackInventory.ReportAsync(archive, repository, cancellationToken));
        var (lost, witnesses) = await CompareAsync(audited, [.. repository is null ? Array.Empty<IObjectSource>() : [repository], .. auditing.Opened.Values], discs, cancellationToken);
        if (memory is not null)
            await RememberServersAsync(context, replicas, memory, cancellationToken);
        return new AuditResult(audited)
        {
            Policy = policy,
            Claims = settings is null ? [] : ClaimCheck.Find(settings, memory, [.. replicas.Select(replica => replica.Name)]),
            Lost = lost,
            Witnesses = witnesses,
            Verdict = Severity.Worst([verdict, vanished, isBelow ? Failure.BelowPolicy : Failure.None, lost.Count > 0 ? Failure.DataLoss : Failure.None]),
        };
    }

    /// <summary>Looks up the servers behind the names, side by side.</summary>
    private static async Task RememberServersAsync(
        OperationContext context, IReadOnlyList<(string Name, string Address, bool IsTyped)> replicas, AuditMemory memory, CancellationToken cancellationToken)
    {
        var named = replicas.Where(replica => !replica.IsTyped).ToList();
        var found = await Task.WhenAll(named.Select(replica => ServerFacts.FindAsync(context, replica.Address, cancellationToken)));
        foreach (var (replica, facts) in named.Zip(found))
            memory.RecordFacts(replica.Name, facts, context.Clock.GetUtcNow());
    }

    /// <summary>What the repository holds; an audit goes on without a repository that cannot be read, with what is remembered.</summary>
    internal static async Task<(IObjectSource? Repository, ExpectedContents? Expected)> FindExpectedAsync(Archive archive, ArchivistSettings? settings, CancellationToken cancellationToken)
    {
        var repository = archive.OpenStore(settings);
        try
        {
            return (repository, await ExpectedContents.ListAsync(repository, cancellationToken));
        }
        catch (Exception cause) when (settings is not null && cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            archive.Context.Warn(new RepositoryNotCompared(repository.Location, Cause.Of(cause)));
            return (null, null);
        }
    }

    /// <summary>Replicas that were not audited now count by what their last audit showed.</summary>
    private static async Task<IReadOnlyList<PlacementFinding>> JudgeAsync(
        OperationContext context, ArchivistSettings settings, AuditMemory memory, AuditedReplica[] audited, CancellationToken cancellationToken)
    {
        var time = context.Clock.GetUtcNow();
        var copies = await VerifiedCopies.FindAsync(
            context, settings,
            replica => Array.Find(audited, other => other.Name == replica.Name) is { } now ? now.IsGood : VerifiedCopies.IsGood(memory, replica.Name, time, settings.Audit.Period), cancellationToken);
        return settings.Policy.Judge(copies.Placed);
    }

    /// <summary>Opens the discs before anything else is read: a wrong name must not show after hours, as a disc that has nothing.</summary>
    private static async Task<IReadOnlyList<IObjectSource>> OpenDiscsAsync(AuditRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var discs = request.Sources.Select(address => (IObjectSource)context.OpenStore(address)).ToList();
        foreach (var disc in discs)
            await disc.FindLengthAsync(ObjectName.Configuration, cancellationToken);
        return discs;
    }

    /// <summary>
    /// Looks for good copies of what replicas cannot give back, or give differently: objects that no one gives are lost, and each disc that gives one bears witness of what it should be.
    /// </summary>
    private static async Task<(List<ObjectName> Lost, List<DiscWitness> Witnesses)> CompareAsync(
        AuditedReplica[] audited, IReadOnlyList<IObjectSource> copies, IReadOnlyList<IObjectSource> discs, CancellationToken cancellationToken)
    {
        var (lost, witnesses) = (new List<ObjectName>(), new List<DiscWitness>());
        var doubtful = audited.SelectMany(replica => replica.Outcome?.Findings ?? []).Where(finding => finding.Object.Name.Kind is not ObjectKind.Configuration)
            .GroupBy(finding => finding.Object.Name).OrderBy(ofOne => ofOne.Key.ToString(), StringComparer.Ordinal);
        foreach (var ofOne in doubtful)
        {
            foreach (var disc in discs)
            {
                if (await GoodCopy.FindAsync(ofOne.Key, [disc], cancellationToken) is not null)
                    witnesses.Add(new DiscWitness(ofOne.Key, disc.Location));
            }

            if (ofOne.Any(finding => finding.Verdict.NeedsRepair || finding.Verdict is ObjectVerdict.SourceDamaged)
                && witnesses.All(witness => witness.Object != ofOne.Key) && await GoodCopy.FindAsync(ofOne.Key, copies, cancellationToken) is null)
                lost.Add(ofOne.Key);
        }

        return (lost, witnesses);
    }

    /// <summary>An object that was there and is gone is more than rot: someone or something removed it.</summary>
    private static Failure VerdictOf(AuditedReplica replica, IReadOnlyList<PlacementFinding>? policy)
    {
        if (replica.Failure is { } failure)
            return policy is not null && policy.All(rule => rule.IsMet) && failure.Failure is Failure.BelowPolicy or Failure.TooFewReplicas ? Failure.Findings : failure.Failure;
        if (!replica.IsUnsettled && replica.Outcome!.Findings.Any(finding => finding is { Verdict: ObjectVerdict.Missing, Object.Name.Kind: ObjectKind.Snapshot or ObjectKind.Pack }))
            return Failure.Tampering;
        return replica.Outcome!.Findings.Count > 0 || replica.Unprotected > 0 || replica.BucketFindings.Count > 0 ? Failure.Findings : Failure.None;
    }
}
