using Archivist.Operations.Archives;
using Archivist.Operations.Auditing;
using Archivist.Operations.Problems;
using Archivist.Operations.Repairing;
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
        var audited = await AuditOperation.RunForArchiveAsync(
            new AuditRequest { Replicas = step.Of, Depth = step.Sweeps ? AuditDepth.Sweep : AuditDepth.Daily }, archive, cancellationToken);
        var damaged = audited.Replicas.Where(replica => replica.Outcome is not null && !replica.IsGood).Select(replica => replica.Name).ToList();
        var repaired = step.Repairs && damaged.Count > 0
            ? (await ReplicaRepairOperation.RunForArchiveAsync(new ReplicaRepairRequest { Replicas = damaged }, archive, cancellationToken)).Places
            : [];
        var good = 0;
        foreach (var replica in audited.Replicas)
            good += Report(replica, repaired.FirstOrDefault(place => place.Name == replica.Name)) ? 1 : 0;
        foreach (var claim in audited.Claims)
            Report(claim);
        var bytes = audited.Replicas.Sum(replica => replica.Outcome?.BytesRead ?? 0);
        var outcome = good < audited.Replicas.Count ? StepOutcome.Failed : audited.Replicas.All(replica => replica.Outcome!.Findings.Count + replica.BucketFindings.Count == 0) && audited.Claims.All(claim => claim.Failure is Failure.None) ? StepOutcome.Done : StepOutcome.Findings;
        return (outcome, new StepResult.Audited(good, audited.Replicas.Count, bytes, repaired.Sum(place => place.Repaired)));
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
