using Archivist.Capture.Capturing;
using Archivist.Capture.Problems;
using Archivist.Drills.Machines;
using Archivist.Evidence;
using Archivist.Machine.Problems;
using Archivist.Operations.Archives;
using Archivist.Operations.Capturing;
using Archivist.Operations.Configuration;
using Archivist.Operations.Discs.Building;
using Archivist.Operations.Discs.Cataloguing;
using Archivist.Operations.Drilling;
using Archivist.Operations.Events;
using Archivist.Operations.Initializing;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Operations.Replicating;
using Archivist.Operations.Schedules;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Recovery.Protocol;
using Archivist.Replicas.Stores.Folder;
using Archivist.Replicas.Synchronizing;
using Archivist.Reports.Runs;
using Archivist.Repository.Locks;
using Archivist.Repository.Opening;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Running;

/// <summary>
/// Runs the steps of one schedule in order and remembers what each has shown. A step that fails does not keep the report from being
/// written; later steps that need what it should have made are skipped. One instance serves one run.
/// </summary>
/// <param name="context">Where to speak.</param>
/// <param name="settings">The archive.</param>
/// <param name="schedule">What is run.</param>
/// <param name="journal">Where the run is written down, and the run there; null when the journal cannot be used: the backup is made all the same.</param>
/// <param name="entries">What prevented entries so far.</param>
internal sealed partial class ScheduleRun(OperationContext context, ArchivistSettings settings, ScheduleFile schedule, (RunJournal Journal, JournaledRun Run)? journal, Bookkeeping entries)
{
    private readonly ArchiveLedger _evidence = new(settings, context.Clock);
    private readonly Bookkeeping _entries = entries;
    private readonly DateTimeOffset _started = journal is { Run.Started: var started } ? TimeZoneInfo.ConvertTime(started, context.Clock.LocalTimeZone) : context.Clock.GetLocalNow();
    private readonly List<StepReport> _steps = [];
    private readonly List<FailureReport> _failures = [];
    private readonly List<CopyReport> _copies = [];
    private readonly List<DrillReport> _drills = [];
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);
    private CaptureReport? _capture;
    private KeysReport? _keys;
    private RunDisc? _disc;
    private Failure _worst = Failure.None;

    /// <summary>The image that was made, if one was.</summary>
    internal string? Image => _disc?.Path;

    /// <inheritdoc cref="RunScheduleRequest.FindNetworkHold"/>
    internal Func<CancellationToken, Task<HoldReason?>>? FindNetworkHold { get; init; }

    /// <summary>What went wrong so far, in order.</summary>
    internal IReadOnlyList<FailureReport> FailureReports => _failures;

    /// <summary>The reports that were written.</summary>
    internal List<string> Reports { get; } = [];

    /// <summary>Runs everything, and audits what it copied when the schedule does not say when: a copy counts once it was read. The result is the most severe failure.</summary>
    internal async Task<Failure> RunAsync(CancellationToken cancellationToken)
    {
        if (schedule.Steps.Any(step => step is ScheduleStep.Snapshot))
            await ArchiveCreation.BeginOrRefuseAsync(context, settings, cancellationToken);
        var audits = schedule.Steps.Any(step => step is ScheduleStep.Audit);
        foreach (var step in schedule.Steps)
        {
            await RunOnceAsync(step, cancellationToken);
            if (step is ScheduleStep.Replicate && !audits)
                await RunOnceAsync(new ScheduleStep.Audit([], Sweeps: false, Repairs: true) { IsOfFilled = true }, cancellationToken);
        }

        journal?.Journal.End(journal.Value.Run, context.Clock.GetUtcNow(), _worst);
        return _worst;
    }

    private async Task RunAnyAsync(ScheduleStep step, CancellationToken cancellationToken)
    {
        if (step is ScheduleStep.Report report)
            await WriteReportsAsync(report, cancellationToken);
        else if (step is ScheduleStep.Audit { IsOfFilled: true } audit)
        {
            if (await FindAuditableAsync(cancellationToken) is { Count: > 0 } names)
                await RunStepAsync(audit with { Of = names }, cancellationToken);
        }
        else if (IsPossible(step))
            await RunStepAsync(step, cancellationToken);
        else
            _steps.Add(StepReport.Of(step.Name, null, 0, StepOutcome.Skipped, new StepResult.Skipped()));
    }

    /// <summary>Without a snapshot of this run there is nothing new to copy or to put on a disc; without a disc nothing to drill.</summary>
    private bool IsPossible(ScheduleStep step) => step switch
    {
        ScheduleStep.Drill => _disc is { IsGood: true },
        ScheduleStep.Replicate or ScheduleStep.Disc => _capture is not null || schedule.Steps.All(other => other is not ScheduleStep.Snapshot),
        _ => true,
    };

    private async Task RunStepAsync(ScheduleStep step, CancellationToken cancellationToken)
    {
        context.Note(new Notice.StepBegun(schedule.Name, step.Name));
        var startedAt = context.Clock.GetTimestamp();
        var started = StepStarted();
        try
        {
            var (outcome, result) = step switch
            {
                ScheduleStep.Snapshot snapshot => await SnapshotAsync(snapshot, cancellationToken),
                ScheduleStep.Replicate replicate => await ReplicateAsync(replicate, cancellationToken),
                ScheduleStep.Audit audit => await AuditAsync(audit, cancellationToken),
                ScheduleStep.Disc disc => await BuildDiscAsync(disc, cancellationToken),
                ScheduleStep.Drill drill => await DrillAsync(drill, cancellationToken),
                ScheduleStep.KeyTest test => await TestKeysAsync(test, cancellationToken),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            _steps.Add(StepReport.Of(step.Name, started, Seconds(startedAt), outcome, result));
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            var failure = Failures.Of(cause, isStopped: false);
            Fail(failure.Problem, new RunPart.Step(step.Name));
            _steps.Add(StepReport.Of(step.Name, started, Seconds(startedAt), StepOutcome.Failed, new StepResult.Failed(context.Describe(failure.Problem).Sentence)));
        }
    }

    private double Seconds(long startedAt) => context.Clock.GetElapsedTime(startedAt).TotalSeconds;

    private void Fail(Problem problem, RunPart part)
    {
        _worst = Severity.Worse(_worst, problem.Failure);
        _failures.Add(FailureReport.Of(part, context.Describe(problem)));
        context.Warn(new StepFailed(part, problem));
    }

    private async Task<(StepOutcome, StepResult)> SnapshotAsync(ScheduleStep.Snapshot step, CancellationToken cancellationToken)
    {
        var store = new FolderStore(settings.Archive.Repository);
        var password = await context.ReadPasswordAsync(settings, cancellationToken);
        var repository = context.PassingOver(await (await SealedRepository.FindAsync(store, cancellationToken)).UnlockAsync(password, cancellationToken));
        await using var held = await context.LockAsync(repository, cancellationToken);
        var capture = await held.RunAsync(stop => CaptureAsync(repository, step, held, stop), cancellationToken);
        var (_, bytes, _) = await CountAsync(store, cancellationToken);
        _capture = capture with { RepositoryBytes = bytes };
        AddEntry("snapshot", new LedgerEntry.SnapshotTaken(context.Clock.GetUtcNow(), capture.Snapshot, capture.Files, capture.Bytes, capture.Unreadable.Count));
        if (capture.Unreadable.Count > 0)
            Fail(new PathsUnreadable(capture.Unreadable.Count), new RunPart.Step("snapshot"));
        return (
            capture.Unreadable.Count == 0 ? StepOutcome.Done : StepOutcome.Findings,
            new StepResult.Captured(capture.Files, capture.Bytes, capture.NewBytesStored));
    }

    /// <summary>Takes the snapshot, unless a run that was killed has stored it.</summary>
    private async Task<CaptureReport> CaptureAsync(OpenRepository repository, ScheduleStep.Snapshot step, RepositoryLock held, CancellationToken cancellationToken)
    {
        var archive = new Archive(new ArchiveAccess { SettingsFile = settings.File }, context);
        CaptureReport capture;
        if (await FindStoredAsync(repository, cancellationToken) is { } stored)
        {
            capture = stored;
            await SnapshotTaking.NotePacksAsync(archive, repository, _entries, cancellationToken);
        }
        else
        {
            var request = new CaptureRequest
            {
                Sources = settings.Archive.Sources,
                BlockSources = settings.Archive.BlockSources,
                LeavesOutUnopenedBlocks = true,
                RecordsSystem = settings.Archive.RecordsSystem,
                Selection = settings.Archive.Selection,
                Tags = step.Tags,
                Storing = ExpectSnapshot,
            };
            var captured = await SnapshotTaking.RunAsync(context, repository, request, OwnFolders.Of(settings), held, cancellationToken);
            capture = Describe(captured);
            foreach (var note in captured.Notes.Where(note => note is BlockReadWhole or PictureLeft || (note is LayoutFileMissing && note.Failure is Failure.None)))
                context.Warn(note);
            foreach (var finding in captured.Notes.Where(note => note.Failure is Failure.Findings))
                Fail(finding, new RunPart.Step("snapshot"));
            await SnapshotTaking.NotePacksAsync(archive, repository, captured, _entries, cancellationToken);
        }

        await _entries.TryAsync(() => CatalogueKeeping.KeepAsync(context, settings, repository, cancellationToken));
        return capture;
    }

    /// <summary>Entries in ledger and catalogue that could not be made: the step itself is done, and what follows it goes ahead.</summary>
    private void FailEntries(string step)
    {
        foreach (var failure in _entries.Take())
            Fail(failure.Problem, new RunPart.Entry(step));
    }

    private CaptureReport Describe(CaptureOutcome result) => new()
    {
        Snapshot = result.Snapshot.Id.ToString(),
        Taken = result.Snapshot.Time.ToDateTimeOffset(),
        Sources = result.Snapshot.Paths,
        Files = result.Totals.Files,
        Folders = result.Totals.Folders,
        Bytes = result.Totals.Bytes,
        NewBytesStored = result.Totals.Written.StoredBytes,
        RepositoryBytes = 0,
        Unreadable = [.. result.Unreadable.Select(path => new UnreadablePathReport(path.Path, context.Describe(path.Cause)))],
    };

    private static async Task<(long Objects, long Bytes, long Snapshots)> CountAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        long objects = 0, bytes = 0, snapshots = 0;
        foreach (var kind in Enum.GetValues<ObjectKind>().Where(kind => kind is not ObjectKind.Lock))
        {
            await foreach (var item in store.ListAsync(kind, cancellationToken))
            {
                objects++;
                bytes += item.Length;
                snapshots += kind is ObjectKind.Snapshot ? 1 : 0;
            }
        }

        return (objects, bytes, snapshots);
    }

    private async Task<(StepOutcome, StepResult)> ReplicateAsync(ScheduleStep.Replicate step, CancellationToken cancellationToken)
    {
        var source = new FolderStore(settings.Archive.Repository);
        var wanted = settings.Replicas.Where(replica => step.To.Count == 0 || step.To.Contains(replica.Name)).ToList();
        var places = new CopyPlaces(context, settings.Archive.Repository);
        places.RequireDistinct([.. settings.Replicas.Select(replica => (replica.Name, replica.Url))]);
        await places.RememberAsync(settings.Archive.Repository, source, cancellationToken);
        using var memory = AuditMemory.TryOpen(settings.Audit.Memory, _entries);
        var filling = new ReplicaFilling(context, places, memory) { Gate = new MeteredGate(context, settings, memory) };
        var standIns = new StandIns();
        await using var synchronizer = new ReplicaSynchronizer(source, cancellationToken) { StoodIn = standIns.Add };
        // Side by side: a server that is slow or silent keeps no other copy waiting.
        var targets = wanted.ConvertAll(_ => synchronizer.Begin());
        var copies = await Task.WhenAll(wanted.Zip(targets, (replica, target) => ReplicateAsync(filling, target, replica, cancellationToken)));
        if (standIns.Find() is { } stoodIn)
            Fail(stoodIn, new RunPart.Step("replicate"));
        var good = copies.Count(copy => copy.Copy.Good);
        foreach (var (copy, failure, vanished) in copies)
        {
            _copies.Add(copy);
            if (vanished.Count > 0)
                Fail(new ObjectsVanished(copy.Name, vanished), new RunPart.Replica(copy.Name));
            if (failure is null)
                continue;
            if (failure.Problem is ReplicaWaits)
            {
                _waiting.Add(copy.Name);
                context.Warn(failure.Problem);
                continue;
            }

            Fail(failure.Problem with { Failure = CopyAttempt.CodeOf(failure, good, settings.Policy) }, new RunPart.Replica(copy.Name));
        }

        return (good + wanted.Count(replica => _waiting.Contains(replica.Name)) == wanted.Count ? StepOutcome.Done : StepOutcome.Failed, new StepResult.Replicated(good, wanted.Count));
    }

    private async Task<(CopyReport Copy, ArchivistException? Failure, IReadOnlyList<ObjectName> Vanished)> ReplicateAsync(
        ReplicaFilling filling, TargetSynchronizer target, ReplicaSettings replica, CancellationToken cancellationToken)
    {
        var copy = new CopyReport
        {
            Name = replica.Name,
            Vendor = replica.Vendor,
            Geography = replica.Geography,
            Jurisdiction = replica.Jurisdiction,
            Backbone = replica.Backbone,
            Account = replica.Account,
            Medium = replica.Medium,
            Offline = replica.IsOffline,
            Location = replica.Url,
            Good = false,
            Objects = 0,
            Bytes = 0,
            Snapshots = 0,
        };
        var attempt = await filling.TryAsync(target, replica.Name, replica.Url, Beginning.Never, cancellationToken);
        if (attempt.Result is not { } result)
            return (copy with { Problem = context.Describe(attempt.Failure!.Problem).Sentence }, attempt.Failure, []);
        try
        {
            var (objects, bytes, snapshots) = await CountAsync(attempt.Target!, cancellationToken);
            AddEntry(replica.Name, new LedgerEntry.Replicated(context.Clock.GetUtcNow(), replica.Name, _capture?.Snapshot ?? "", result.ObjectsCopied, result.BytesCopied));
            return (copy with
            {
                Good = true,
                Objects = objects,
                Bytes = bytes,
                Snapshots = snapshots,
                NewestSnapshot = _capture?.Taken,
                LastChecked = context.Clock.GetLocalNow(),
                CheckedHow = RunWords.CheckedWhileCopying,
            }, null, attempt.Vanished);
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            var failure = Failures.Of(cause, isStopped: false);
            return (copy with { Problem = context.Describe(failure.Problem).Sentence }, failure, attempt.Vanished);
        }
    }

    private async Task<(StepOutcome, StepResult)> BuildDiscAsync(ScheduleStep.Disc step, CancellationToken cancellationToken)
    {
        if (step.IsSet)
            return await BuildSetAsync(step, cancellationToken);
        // Killed before the image was entered, the same plan gives the same image in the same place.
        var request = new BuildDiscsRequest { Template = step.Template, Verifies = step.Verify, Entering = (number, entry) => AddEntry(KeyOf(number), entry) };
        var built = (await BuildDiscsOperation.RunAsync(context, settings, _evidence, request, _entries, cancellationToken))[0];
        _disc = new RunDisc(built.Path, Describe(built), built.Verdict is not { IsGood: false });
        if (built.Verdict is { IsGood: false } bad)
            Fail(new BuiltDiscDamaged(null, bad.Problems[0]), new RunPart.Step("disc"));
        return (
            _disc.IsGood ? StepOutcome.Done : StepOutcome.Failed,
            new StepResult.DiscBuilt(Path.GetFileName(built.Path), built.TotalBytes, built.Verdict is { IsGood: true }));
    }

    private async Task<(StepOutcome, StepResult)> DrillAsync(ScheduleStep.Drill step, CancellationToken cancellationToken)
    {
        var setting = new DrillOptions(
            _disc!.Path, step.Replica, step.TimeLimit ?? settings.Drill.TimeLimit, settings.Drill.MemoryMebibytes, settings.Drill.Acceleration,
            MediumAttachment.Disc, new DrillUnlock { Kind = step.Unlock });
        var drills = (step.Firmware ?? settings.Drill.Firmware).Select(firmware => (firmware, DrillFault.None)).ToList();
        var results = await new DrillRunner(context, settings).RunAsync(setting, drills, Path.Combine(settings.Report.Folder, "drills"), cancellationToken);
        foreach (var drill in results)
        {
            await _entries.TryAsync(async () => AddEntry(drill.Firmware.Word, await DrillRunner.EntryOfAsync(context, _disc.Path, drill, cancellationToken)));
            foreach (var (number, test) in drill.KeyTests.Index())
                AddEntry($"tested {number}", test);
            _drills.Add(Describe(drill));
            if (drill.Result.Failure is not Failure.None)
                Fail(drill.Result.Problem, new RunPart.Drill(drill.Firmware));
        }

        var passed = results.Count(drill => drill.Result.Failure is Failure.None);
        return (
            passed == results.Count ? StepOutcome.Done : StepOutcome.Failed,
            new StepResult.Drilled(passed, results.Count));
    }
}
