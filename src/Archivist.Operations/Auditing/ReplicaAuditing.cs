using Archivist.Evidence;
using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Operations.Probing;
using Archivist.Operations.Remembering;
using Archivist.Operations.Problems;
using Archivist.Operations.Replicating;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Replicas.Addresses;
using Archivist.Replicas.Auditing;
using Archivist.Replicas.Striping;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Auditing;

/// <summary>Audits one replica after the other, or several side by side. One instance serves one operation.</summary>
/// <param name="context">Where to speak, and the clock.</param>
/// <param name="request">How much is read.</param>
/// <param name="expected">What a complete copy holds; null when that is not known.</param>
internal sealed class ReplicaAuditing(OperationContext context, AuditRequest request, ExpectedContents? expected)
{
    /// <summary>How many digests a service is asked for in an audit at least: look-ups are cheap, and all that is not read within the period is asked for within it.</summary>
    private const int LeastDigests = 1000;

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Compares places with what is remembered of them; null for an auditor, who remembers nothing.</summary>
    internal CopyPlaces? Places { get; init; }

    /// <summary>The local repository, with which ranges are compared; null when there is none.</summary>
    internal IObjectSource? Repository { get; init; }

    /// <summary>What was read before; null when nothing is remembered.</summary>
    internal AuditMemory? Memory { get; init; }

    /// <summary>Random ranges per replica.</summary>
    internal required int Ranges { get; init; }

    /// <summary>Within this time every object is read whole.</summary>
    internal required TimeSpan Period { get; init; }

    /// <summary>Decides what is read.</summary>
    internal required AuditSeed Seed { get; init; }

    /// <summary>Where finished audits are entered; null without a ledger.</summary>
    internal ArchiveLedger? Ledger { get; init; }

    /// <summary>What reading costs, and may cost; null for no limit.</summary>
    internal AuditCosts? Costs { get; init; }

    /// <summary>The replicas that could be opened, by their names.</summary>
    internal Dictionary<string, IObjectStore> Opened { get; } = [];

    /// <summary>Audits one replica. What fails is returned: it must not keep others waiting.</summary>
    internal async Task<AuditedReplica> AuditAsync(string name, string address, Bookkeeping entries, CancellationToken cancellationToken)
    {
        var startedAt = context.Clock.GetTimestamp();
        try
        {
            var store = await OpenAsync(name, address, cancellationToken);
            lock (Opened)
                Opened[name] = store;
            var used = Places is null ? address : await Places.InUseAsync(address, cancellationToken);
            var plan = PlanOf(name, address);
            var recorder = new AuditRecorder(Memory, name, By, context.Clock);
            AuditOutcome outcome;
            try
            {
                outcome = await new ReplicaAuditor(store, () => context.ReopenStore(used), context.Clock)
                    .RunAsync(plan, recorder.Add, context.Progress(Work.Auditing, subject: name), cancellationToken);
            }
            finally
            {
                recorder.Flush();
            }

            if (outcome.Estimate is { ObjectsDeferred: var objects, RangesDeferred: var ranges } estimate && objects + ranges > 0)
                context.Warn(new AuditCostLimited(name, objects, estimate.BytesDeferred, ranges));
            Memory?.Forget(name, outcome.Gone);
            if (expected is not null && Seed.Checkpoint is { } checkpoint)
                Memory?.RecordSurplus(name, outcome.Surplus, context.Clock.GetUtcNow(), checkpoint);
            Memory?.RecordAudit(name, context.Clock.GetUtcNow(), By, plan, outcome);
            var bucket = await BucketReview.RunAsync(name, store, Memory, context.Clock, cancellationToken);
            await entries.TryAsync(() => RecordAsync(name, outcome, cancellationToken));
            var unprotected = store is StoredShares shares ? await CountUnprotectedAsync(name, shares, cancellationToken) : 0;
            if (Places is not null)
                await Places.RememberAsync(address, store, cancellationToken);
            return new AuditedReplica(name, store.Location, outcome, null)
            {
                Coverage = Memory?.Summarize(name, context.Clock.GetUtcNow(), Period),
                BucketFindings = bucket,
                Prices = Costs?.PricesOf(name, address),
                Elapsed = context.Clock.GetElapsedTime(startedAt),
                Unprotected = unprotected,
                IsUnsettled = Places is not null && (await Places.FindSharesAsync(address, cancellationToken)).Any(share => share.IsUnsettled),
            };
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            var failure = Failures.Of(cause, isStopped: false);
            Memory?.RecordFailure(name, context.Clock.GetUtcNow(), failure.Failure);
            return new AuditedReplica(name, address, null, failure) { Elapsed = context.Clock.GetElapsedTime(startedAt) };
        }
    }

    /// <summary>Recovery data is read whole by a sweep, and by any audit when that was not done within the period.</summary>
    private async Task<long> CountUnprotectedAsync(string name, StoredShares shares, CancellationToken cancellationToken)
    {
        var isDue = Memory is not null && !(Memory.FindRecovery(name)?.ReadAt > context.Clock.GetUtcNow() - Period);
        var isRead = request.Depth is AuditDepth.Sweep || (isDue && request.Depth is AuditDepth.Daily);
        var unprotected = await shares.CountUnprotectedAsync(isRead, cancellationToken);
        Memory?.RecordRecovery(name, unprotected, isRead, context.Clock.GetUtcNow());
        if (unprotected > 0)
            context.Warn(new PacksUnprotected(name, unprotected));
        return unprotected;
    }

    /// <summary>Reckons what an audit of one replica takes. What fails is returned: it must not keep others waiting.</summary>
    internal async Task<PlannedAudit> PlanAsync(string name, string address, CancellationToken cancellationToken)
    {
        var planned = new PlannedAudit(name, AddressText.WithoutCredentials(address)) { Vendor = Costs?.VendorOf(name), IsServer = AuditCosts.IsServer(address), Prices = Costs?.PricesOf(name, address) };
        try
        {
            var store = await OpenAsync(name, address, cancellationToken);
            return planned with { Estimate = await new ReplicaAuditor(store, () => context.ReopenStore(address), context.Clock).EstimateAsync(PlanOf(name, address), cancellationToken) };
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            return planned with { Failure = Failures.Of(cause, isStopped: false) };
        }
    }

    private async Task<IObjectStore> OpenAsync(string name, string address, CancellationToken cancellationToken) =>
        Places is null ? context.OpenStore(address).AsStored() : await Places.OpenAsync(name, address, Beginning.Never, cancellationToken);

    private static string By => Operator.Current.UserAtHost;

    private AuditPlan PlanOf(string name, string address)
    {
        var held = Memory?.Load(name) ?? new Dictionary<ObjectName, HeldObject>();
        var plan = new AuditPlan
        {
            Expected = expected,
            Held = held,
            Digests = (int)Math.Clamp(held.Count / Period.TotalDays, LeastDigests, int.MaxValue),
            DueBefore = context.Clock.GetUtcNow() - Period,
            Budget = Costs?.BudgetOf(name, address),
            IsExpectedWhole = Memory is null,
            Reference = Repository,
            Seed = Seed.For(name),
            Deadline = request.TimeLimit is { } limit ? context.Clock.GetUtcNow() + limit : null,
        };
        return request.Depth switch
        {
            AuditDepth.Inventory => plan,
            AuditDepth.Sweep => plan with { Ranges = Ranges, ReadsNew = true, SweepBytes = request.ByteLimit ?? long.MaxValue },
            _ => plan with { Ranges = Ranges, ReadsNew = true, SweepBytes = Math.Min(DueBytes(name), request.ByteLimit ?? long.MaxValue) },
        };
    }

    /// <summary>So much that all is read within the period, also when audits were left out; without a memory nothing is due.</summary>
    private long DueBytes(string name)
    {
        if (Memory is null)
            return 0;
        var coverage = Memory.Summarize(name, context.Clock.GetUtcNow(), Period);
        var bytes = Math.Max(coverage.Bytes, expected?.Bytes ?? 0);
        var days = Memory.FindLastAudit(name, context.Clock.GetUtcNow(), Period) is { } last ? Math.Clamp((context.Clock.GetUtcNow() - last).TotalDays, 1, Period.TotalDays) : 1;
        return (long)Math.Ceiling(bytes * days / Period.TotalDays);
    }

    /// <summary>One entry after the other: audits end at the same time.</summary>
    private async Task RecordAsync(string name, AuditOutcome outcome, CancellationToken cancellationToken)
    {
        if (Ledger is null || Seed.Checkpoint is not { } checkpoint)
            return;
        await _one.WaitAsync(cancellationToken);
        try
        {
            await Ledger.AppendAsync(
                new LedgerEntry.ReplicaAudited(
                    context.Clock.GetUtcNow(), name, checkpoint, Seed.Nonce.ToString(), outcome.Objects, outcome.Bytes, outcome.Ranges, outcome.ObjectsRead, outcome.BytesRead,
                    outcome.Findings.Count, outcome.Findings.Count(finding => finding.Verdict.NeedsRepair)),
                cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }
}
