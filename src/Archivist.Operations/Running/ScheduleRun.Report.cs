using Archivist.Drills;
using Archivist.Evidence;
using Archivist.Operations.Discs.Building;
using Archivist.Operations.Drilling;
using Archivist.Operations.Placing;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Schedules;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Reports;
using Archivist.Reports.Runs;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Running;

internal sealed partial class ScheduleRun
{
    private async Task WriteReportsAsync(ScheduleStep.Report step, CancellationToken cancellationToken)
    {
        // A run that made no copies says nothing about the policy.
        var policy = schedule.Steps.Any(other => other is ScheduleStep.Replicate) ? await JudgeAsync(cancellationToken) : null;
        if (policy is { Met: false } && _worst is Failure.None or Failure.Findings)
            Fail(new PolicyNotMet([.. policy.Rules.Where(rule => !rule.Met)]), new RunPart.Policy());

        _steps.Add(StepReport.Of("report", context.Clock.GetLocalNow(), 0, StepOutcome.Done, new StepResult.Written()));
        LedgerReport? ledger = null;
        await _entries.TryAsync(async () =>
        {
            var opened = await _evidence.OpenAsync(cancellationToken);
            var head = await opened.ReadHeadAsync(cancellationToken);
            ledger = new LedgerReport(head.Origin, head.Size, head.Root.ToString(), opened.Key.ToString());
        });
        FailEntries("report");
        _report = DescribeRun(policy, ledger);
        if (ledger is not null)
            AddEntry("report", new LedgerEntry.ReportWritten(context.Clock.GetUtcNow(), schedule.Name, ExitCode.Of(_worst), Digest.Of(ReportFiles.ToJson(_report)).ToString()));
    }

    /// <summary>Writes the files of the report that was made last: the same ones, however often.</summary>
    private async Task WriteFilesAsync(ScheduleStep.Report step, CancellationToken cancellationToken)
    {
        if (step.Formats.Contains(ReportFormat.Html))
            Reports.Add(await ReportFiles.WriteHtmlAsync(_report!, settings.Report.Folder, context.Environment.Commands.RunDrill, cancellationToken));
        if (step.Formats.Contains(ReportFormat.Json))
            Reports.Add(await ReportFiles.WriteJsonAsync(_report!, settings.Report.Folder, cancellationToken));
    }

    private RunReport DescribeRun(PolicyReport? policy, LedgerReport? ledger) => new()
    {
        Disk = settings.Archive.Name,
        Schedule = schedule.Name,
        Version = Product.Version,
        Started = _started,
        Finished = context.Clock.GetLocalNow(),
        ExitCode = ExitCode.Of(_worst),
        Steps = [.. _steps],
        Capture = _capture,
        Copies = [.. _copies],
        Policy = policy,
        Disc = _disc?.Report,
        Drills = [.. _drills],
        Keys = _keys,
        Failures = [.. _failures],
        Ledger = ledger,
    };

    /// <summary>Compares the policy with what was read back: a copy counts once an audit has read it, and no longer when this run could not fill or read it.</summary>
    private async Task<PolicyReport> JudgeAsync(CancellationToken cancellationToken)
    {
        using var memory = AuditMemory.TryOpen(settings.Audit.Memory, _entries);
        var now = context.Clock.GetUtcNow();
        var verified = await VerifiedCopies.FindAsync(
            context, settings,
            replica => VerifiedCopies.IsGood(memory, replica.Name, now, settings.Audit.Period) && _copies.TrueForAll(copy => copy.Good || copy.Name != replica.Name || _waiting.Contains(copy.Name)), cancellationToken);
        _copies.AddRange(verified.Discs.Select(disc => new CopyReport
        {
            Name = disc.Set.Name,
            Vendor = disc.Holder ?? RunWords.NotNoted,
            Geography = disc.Place ?? RunWords.NotNoted,
            Medium = "disc",
            Offline = true,
            Location = RunWords.DiscLocation,
            Good = true,
            Objects = disc.Packs,
            Bytes = disc.Bytes,
            Snapshots = 0,
            LastChecked = disc.VerifiedAt,
            CheckedHow = RunWords.CheckedDisc,
        }));
        return PolicyReport.Of(settings.Policy.Judge(verified.Placed));
    }

    private DiscReport Describe(BuiltDisc disc) => new()
    {
        FileName = Path.GetFileName(disc.Path),
        Bytes = disc.Image.Length,
        Capacity = disc.Template.Capacity,
        Medium = disc.Template.Medium.ToUpperInvariant(),
        Sha256 = disc.Image.Sha256.ToString(),
        Volume = disc.Record.Label,
        BootsOn = disc.Template.Boot,
        Files = disc.Image.Files,
        NewestSnapshot = disc.Newest.Taken,
        Objects = disc.Objects,
        ObjectsVerified = disc.Verdict is { IsGood: true } verdict ? verdict.Objects : 0,
        Verified = disc.Verdict is { IsGood: true } ? context.Clock.GetLocalNow() : null,
    };

    private DrillReport Describe(CompletedDrill drill)
    {
        var result = drill.Result;
        return new DrillReport
        {
            Firmware = drill.Firmware,
            Medium = RunWords.DrillMedium,
            Key = drill.Key,
            Passed = result.IsAsExpected,
            Sentence = context.Describe(result.Problem).Sentence,
            Snapshot = result.Snapshot,
            SnapshotTaken = result.SnapshotTaken,
            SecondsToBoot = result.ToBoot?.TotalSeconds,
            SecondsToFirstFile = result.ToFirstFile?.TotalSeconds,
            SecondsToRestored = result.ToRestored?.TotalSeconds,
            BytesFromDisc = result.BytesFromDisc,
            BytesFromNet = result.BytesFromNet,
            FilesCompared = result.FilesCompared,
            Differences = result.Differences,
            DifferenceExamples = result.DifferenceExamples,
            Faults = result.Fault is DrillFault.None ? [] : [new FaultReport(result.Fault.Word, context.Describe(result.Problem).Sentence, result.IsAsExpected)],
        };
    }
}
