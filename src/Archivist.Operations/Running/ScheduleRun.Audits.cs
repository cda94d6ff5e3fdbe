using Archivist.Operations.Archives;
using Archivist.Operations.Auditing;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Repairing;
using Archivist.Operations.Replicating;
using Archivist.Operations.Reviewing;
using Archivist.Operations.Schedules;
using Archivist.Platform.Problems;
using Archivist.Replicas.Auditing;
using Archivist.Reports.Runs;

namespace Archivist.Operations.Running;

internal sealed partial class ScheduleRun
{
    /// <summary>Audits, and repairs at once what is found: redundancy that is lost must not wait for a person.</summary>
    private async Task<(StepOutcome, StepResult)> AuditAsync(ScheduleStep.Audit step, CancellationToken cancellationToken)
    {
        var archive = new Archive(new ArchiveAccess { SettingsFile = settings.File }, context);
        var wanted = await WithoutWaitingAsync(step.Of, cancellationToken);
        if (wanted.Count == 0)
            return (StepOutcome.Done, new StepResult.Audited(0, 0, 0, 0));
        // Before the audit: what is on lost shares is no finding of its own.
        var restriped = step.Repairs ? await RestripeAsync(wanted, archive, cancellationToken) : [];
        var audited = await AuditOperation.RunForArchiveAsync(
            new AuditRequest { Replicas = wanted, Depth = step.Sweeps ? AuditDepth.Sweep : AuditDepth.Daily }, archive, cancellationToken);
        var damaged = audited.Replicas.Where(replica => replica.Outcome is not null && (!replica.IsGood || replica.Unprotected > 0)).Select(replica => replica.Name).ToList();
        var repaired = step.Repairs && damaged.Count > 0
            ? (await ReplicaRepairOperation.RunForArchiveAsync(new ReplicaRepairRequest { Replicas = damaged }, archive, cancellationToken)).Places
            : [];
        var good = 0;
        foreach (var replica in audited.Replicas)
            good += Report(replica, repaired.FirstOrDefault(place => place.Name == replica.Name)) ? 1 : 0;
        await DescribeSharesAsync(audited.Replicas, cancellationToken);
        foreach (var claim in audited.Claims)
            Report(claim);
        var bytes = audited.Replicas.Sum(replica => replica.Outcome?.BytesRead ?? 0);
        var isClean = restriped.Count == 0 && audited.Claims.All(claim => claim.Failure is Failure.None)
            && audited.Replicas.All(replica => replica.Outcome is { Findings.Count: 0 } && replica.BucketFindings.Count + replica.Unprotected == 0);
        var outcome = good < audited.Replicas.Count ? StepOutcome.Failed : isClean ? StepOutcome.Done : StepOutcome.Findings;
        return (outcome, new StepResult.Audited(good, audited.Replicas.Count, bytes, repaired.Concat(restriped).Sum(place => place.Repaired)));
    }

    /// <summary>Copies that were filled, and striped ones that could not be because shares are lost: the audit stripes those again.</summary>
    private async Task<IReadOnlyList<string>> FindAuditableAsync(CancellationToken cancellationToken)
    {
        var places = new CopyPlaces(context, settings.Archive.Repository);
        var names = new List<string>();
        foreach (var copy in _copies)
        {
            if (copy.Good || (settings.Replicas.FirstOrDefault(replica => replica.Name == copy.Name) is { } replica && await places.IsRestripeDueAsync(replica, cancellationToken)))
                names.Add(copy.Name);
        }

        return names;
    }

    /// <summary>Stripes replicas again whose shares have been missing for too long, and goes on with what a killed run began.</summary>
    private async Task<IReadOnlyList<RepairedPlace>> RestripeAsync(IReadOnlyList<string> wanted, Archive archive, CancellationToken cancellationToken)
    {
        var places = new CopyPlaces(context, settings.Archive.Repository);
        var names = new List<string>();
        foreach (var replica in settings.Replicas.Where(replica => wanted.Contains(replica.Name)))
        {
            try
            {
                if (await places.GiveUpLostAsync(replica, cancellationToken) is not { Count: > 0 } lost)
                    continue;
                names.Add(replica.Name);
                Fail(CopyPlaces.Describe(replica.Name, lost), new RunPart.Replica(replica.Name));
            }
            catch (ArchivistException unreadable)
            {
                Fail(unreadable.Problem, new RunPart.Replica(replica.Name));
            }
        }

        if (names.Count == 0)
            return [];
        var repaired = (await ReplicaRepairOperation.RunForArchiveAsync(new ReplicaRepairRequest { Replicas = names }, archive, cancellationToken)).Places;
        foreach (var place in repaired)
        {
            if (place.Failure is { } failure)
                Fail(failure.Problem, new RunPart.Replica(place.Name));
            if (place.Lost.Count > 0)
                Fail(new ObjectsLost(place.Lost), new RunPart.Replica(place.Name));
        }

        return repaired;
    }

    /// <summary>What the run says of shares, as <c>status</c> does.</summary>
    private async Task DescribeSharesAsync(IReadOnlyList<AuditedReplica> audited, CancellationToken cancellationToken)
    {
        using var memory = AuditMemory.TryOpen(settings.Audit.Memory, _entries);
        var places = new CopyPlaces(context, settings.Archive.Repository);
        foreach (var replica in settings.Replicas.Where(replica => audited.Any(other => other.Name == replica.Name)))
        {
            var at = _copies.FindIndex(copy => copy.Name == replica.Name);
            if (at >= 0 && await StripeStatus.FindAsync(replica, places, memory, cancellationToken) is { } stripes)
                _copies[at] = _copies[at] with { SharesLosable = stripes.Survives, SharesLosableWanted = stripes.Wanted, RecoveryDataRead = stripes.RecoveryRead };
        }

        FailEntries("audit");
    }

    /// <summary>The replicas to audit; those that wait for a network that is not metered are left out, and cost a warning where the run has not given it yet.</summary>
    private async Task<IReadOnlyList<string>> WithoutWaitingAsync(IReadOnlyList<string> named, CancellationToken cancellationToken)
    {
        var gate = new MeteredGate(context, settings, null);
        var audited = new List<string>();
        foreach (var name in named.Count > 0 ? named : [.. settings.Replicas.Select(replica => replica.Name)])
        {
            if (!await gate.HoldsAsync(name, cancellationToken))
                audited.Add(name);
            else if (_waiting.Add(name))
                context.Warn(new ReplicaWaits(name, null));
        }

        return audited;
    }

    /// <summary>A claim that cannot be true is a failure of the run, as it is one of an audit by itself; copies that are lost together without such a claim are only named.</summary>
    private void Report(Problem claim)
    {
        if (claim.Failure is Failure.None)
            context.Warn(claim);
        else
            Fail(claim, new RunPart.Policy());
    }

    /// <summary>Enters what was found into the run, and corrects what the run says of that copy; true when it is good now.</summary>
    private bool Report(AuditedReplica replica, RepairedPlace? repaired)
    {
        var isWhole = repaired is { Failure: null, Lost.Count: 0, StillDamaged.Count: 0, Stuck.Count: 0 };
        var isGood = replica.IsGood || (replica.Outcome is not null && isWhole);
        if (replica.Failure is { } failure)
            Fail(failure.Problem, new RunPart.Replica(replica.Name));
        else if (replica.Outcome!.Findings is [var first, ..] findings)
            Fail(new ReplicaAuditFindings(KindOf(replica, repaired, isGood), replica.Name, findings.Count, first.Object.Name, repaired?.Repaired ?? 0), new RunPart.Replica(replica.Name));
        if (replica.Unprotected > 0)
            Fail(new PacksUnprotected(replica.Name, replica.Unprotected), new RunPart.Replica(replica.Name));
        foreach (var finding in replica.BucketFindings)
            Fail(finding, new RunPart.Replica(replica.Name));
        var at = _copies.FindIndex(copy => copy.Name == replica.Name);
        if (at >= 0)
        {
            _copies[at] = _copies[at] with
            {
                Good = isGood && _copies[at].Good,
                LastChecked = replica.Outcome is null ? _copies[at].LastChecked : context.Clock.GetLocalNow(),
                CheckedHow = replica.Outcome is null ? _copies[at].CheckedHow : RunWords.CheckedByReadingAnd(replica.Coverage?.ShareStated ?? 0),
            };
        }

        return isGood;
    }

    private static Failure KindOf(AuditedReplica replica, RepairedPlace? repaired, bool isGood) =>
        repaired is { Lost.Count: > 0 } ? Failure.DataLoss
        : replica.Outcome!.Findings.Any(finding => finding.Verdict is ObjectVerdict.Missing) ? Failure.Tampering
        : isGood ? Failure.Findings
        : Failure.BelowPolicy;
}
