using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Keys.Sharing;
using Archivist.Operations.Placing;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Replicas.Placement;

namespace Archivist.Operations.Reviewing;

/// <summary>Am I safe? Answers from the ledger, the memory of audits and the places that were seen: what was verified, and when. Needs no password, reads no replica.</summary>
public sealed class StatusOperation(OperationEnvironment environment) : Operation<StatusRequest, StatusResult>(environment)
{
    /// <summary>An online copy that was not audited for so long needs attention; an offline one is audited when it is connected, within the period.</summary>
    private static readonly TimeSpan AuditPace = TimeSpan.FromDays(8);

    /// <summary>What was read of the ledger already; null reads it.</summary>
    internal LedgerReading? Reading { get; init; }

    private protected override async Task<StatusResult> RunAsync(StatusRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var context = archive.Context;
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        var history = Reading?.History ?? await LedgerHistory.ReadAsync(new ArchiveLedger(settings, context.Clock), cancellationToken);
        // A question must not create anything.
        using var memory = FileLookup.Find(settings.Audit.Memory) is null ? null : AuditMemory.Open(settings.Audit.Memory);
        var places = new CopyPlaces(context, settings.Archive.Repository);
        var copies = new List<CopyStatus>();
        foreach (var replica in settings.Replicas)
            copies.Add(await DescribeAsync(context, settings, replica, history, memory, places, cancellationToken));
        var verified = await VerifiedCopies.FindAsync(context, settings, replica => copies.Exists(copy => copy.Name == replica.Name && copy.IsGood), cancellationToken);
        var policy = settings.Policy.Judge(verified.Placed);
        var needs = Needs(context.Clock.GetUtcNow(), history, copies)
            .Concat(settings.Replicas.Zip(copies).SelectMany(item => item.Second.Stripes?.Needs(item.First, context.Clock.GetUtcNow(), settings.Audit.Period) ?? [])).OrderBy(need => need.Urgency).Select(need => need.Problem).ToList();
        var witnesses = await WitnessStatus.FindAsync(context, settings, cancellationToken);
        needs.AddRange(witnesses.Where(witness => witness.IsLate).Select(witness => new WitnessLate(witness.Name, witness.Time, witness.Entries ?? 0)));
        var shared = (Reading?.Keys ?? await SharedKeys.ReadAsync(new ArchiveLedger(settings, context.Clock), cancellationToken)).Summarize();
        needs.AddRange(shared.Select(key => (Key: key, Due: key.Due(context.Clock.GetUtcNow()))).Where(item => item.Due > 0)
            .Select(item => new SharesNotTested(item.Key.Set, item.Due, item.Key.Tests.Count, item.Key.Good == item.Key.Tests.Count, SharedKeyStatus.Patience.Days)));
        needs.AddRange(shared.Where(key => key.IsSheetRead is false).Select(key => new SheetNotRead(key.Set)));
        needs.AddRange(NotificationNeeds.Find(settings));
        var claims = ClaimCheck.Find(settings, memory);
        needs.AddRange(claims.Where(problem => problem.Failure is not Failure.None));
        foreach (var together in claims.Where(problem => problem.Failure is Failure.None))
            context.Warn(together);
        if (policy.Any(rule => !rule.IsMet))
            needs.Add(new ReplicaBelowPolicy(policy[0].Counted, policy[0].Wanted, [.. policy.Where(rule => !rule.IsMet).Select(rule => rule.Rule.Name)]));
        return new StatusResult(settings.Archive.Name, history.NewestSnapshot?.Time, copies, policy, needs)
        {
            Witnesses = witnesses,
            SharedKeys = shared,
            Discs = [.. verified.Discs.Select(disc => new DiscCopyStatus(disc.Set.Name, disc.Holder, disc.Place, disc.VerifiedAt, disc.Newest is { } newest ? history.FindSnapshot(newest.ToString())?.Time : null))],
            Verdict = Severity.Worst(needs.Select(need => need.Failure)),
        };
    }

    private static async Task<CopyStatus> DescribeAsync(
        OperationContext context, ArchivistSettings settings, ReplicaSettings replica, LedgerHistory history, AuditMemory? memory, CopyPlaces places, CancellationToken cancellationToken)
    {
        var now = context.Clock.GetUtcNow();
        var coverage = memory?.Summarize(replica.Name, now, settings.Audit.Period) ?? new AuditCoverage(null, 0, 0, 0, 0, 0);
        var isGood = coverage.IsGoodSince(now - settings.Audit.Period);
        DateTimeOffset? seen = null;
        StripeStatus? stripes = null;
        try
        {
            seen = (await places.FindKnownAsync(replica.Url, cancellationToken))?.LastSeen;
            stripes = await StripeStatus.FindAsync(replica, places, memory, cancellationToken);
        }
        catch (ArchivistException unreadable)
        {
            context.Warn(unreadable.Problem);
        }

        history.Copied.TryGetValue(replica.Name, out var copied);
        return new CopyStatus(
            replica.Name, replica.Vendor, replica.Geography, replica.IsOffline, isGood, seen, copied?.Time, copied is null ? null : history.FindSnapshot(copied.Snapshot)?.Time, coverage)
        {
            Stripes = stripes,
        };
    }

    private static IEnumerable<(int Urgency, Problem Problem)> Needs(DateTimeOffset now, LedgerHistory history, List<CopyStatus> copies)
    {
        if (history.NewestSnapshot is null)
            yield return (1, new NoSnapshotTaken());
        foreach (var copy in copies)
        {
            if (copy.Coverage.NeedRepair > 0)
                yield return (0, new ReplicaNeedsAttention(copy.Name, ReplicaNeed.Repair, copy.Coverage.NeedRepair, null));
            if (copy.LastCopied is null && copy.LastSeen is null)
            {
                yield return (2, new ReplicaNeedsAttention(copy.Name, ReplicaNeed.FirstCopy, 0, null));
                continue;
            }

            if (copy.Coverage.FailedSince is { } since)
            {
                // A share that is missing is named by itself.
                if (copy.Stripes is null || copy.Stripes.Shares.All(share => share.AbsentSince is null || share.GivenUp is not null))
                    yield return (2, new ReplicaNeedsAttention(copy.Name, copy.Coverage.IsGone ? ReplicaNeed.Search : ReplicaNeed.Connection, 0, since));
                continue;
            }

            // What waits for another network needs no one, for some days.
            if (copy.Coverage.WaitsSince > now - AuditPace)
                continue;
            if (history.NewestSnapshot is { } newest && (copy.NewestSnapshot is null || copy.NewestSnapshot < newest.Time))
                yield return (3, new ReplicaNeedsAttention(copy.Name, ReplicaNeed.NewestSnapshot, 0, copy.LastCopied));
            if (copy.Coverage.LastAudit is not { } audited)
                yield return (4, new ReplicaNeedsAttention(copy.Name, ReplicaNeed.FirstAudit, 0, null));
            else if (!copy.IsGood && copy.Coverage.NeedRepair == 0 || (!copy.IsOffline && audited < now - AuditPace))
                yield return (5, new ReplicaNeedsAttention(copy.Name, ReplicaNeed.Audit, 0, audited));
        }
    }
}
