using System.Globalization;
using Archivist.Capture.Capturing;
using Archivist.Evidence;
using Archivist.Operations.Problems;
using Archivist.Operations.Replicating;
using Archivist.Operations.Schedules;
using Archivist.Platform.Problems;
using Archivist.Reports;
using Archivist.Reports.Runs;
using Archivist.Repository.Opening;
using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Running;

internal sealed partial class ScheduleRun
{
    /// <summary>Entries for the ledger of the step under way, by keys that are the same when the step is run again.</summary>
    private readonly SortedDictionary<string, LedgerEntry> _due = new(StringComparer.Ordinal);
    private readonly Lock _dueGate = new();
    private JournaledStep? _journaled;
    private RunReport? _report;
    private int _number = -1;

    /// <summary>What a killed run was about to make in this step; null for nothing that is known.</summary>
    private string? Expected => _journaled?.Expected;

    /// <summary>
    /// Runs the next step, unless the journal says that it was done. First it makes everything, then that is in the journal, then its entries go into the ledger, then it is done: killed
    /// in between, what is made is not made again, and no entry is missing or there twice.
    /// </summary>
    private async Task RunOnceAsync(ScheduleStep step, CancellationToken cancellationToken)
    {
        _number++;
        _journaled = journal?.Journal.FindStep(journal.Value.Run, _number);
        if (journal is not null && FindNetworkHold is { } find && _journaled?.State is null && NetworkNeed.Of(step, settings) && await find(cancellationToken) is { } reason)
            throw new ArchivistException(new RunHeld(schedule.Name, step.Name, reason));
        journal?.Journal.BeginStep(journal.Value.Run, _number, step.Name, context.Clock.GetUtcNow());
        _due.Clear();
        foreach (var (key, entry) in journal?.Journal.ListEntries(journal.Value.Run, _number) ?? [])
            _due[key] = entry;
        if (_journaled?.State is { } state)
            await RestoreAsync(step, state, cancellationToken);
        else
            await RunAnyAsync(step, cancellationToken);
        if (_journaled is not { IsDone: true })
            await ConcludeAsync(step, cancellationToken);
        else if (step is ScheduleStep.Report report)
            await WriteFilesAsync(report, cancellationToken);
    }

    private async Task ConcludeAsync(ScheduleStep step, CancellationToken cancellationToken)
    {
        Keep(isDone: false);
        if (step is ScheduleStep.Report report)
            await WriteFilesAsync(report, cancellationToken);
        foreach (var entry in _due.Values)
            await _entries.TryAsync(() => _journaled is null ? _evidence.AppendAsync(entry, cancellationToken) : _evidence.AppendOnceAsync(entry, cancellationToken));
        FailEntries(step.Name);
        Keep(isDone: true);
    }

    /// <summary>Takes up the run as it was after a step.</summary>
    private async Task RestoreAsync(ScheduleStep step, RunState state, CancellationToken cancellationToken)
    {
        var report = ReportFiles.FromJson(state.Report.Span);
        Refill(_steps, report.Steps);
        Refill(_failures, report.Failures);
        Refill(_copies, report.Copies);
        Refill(_drills, report.Drills);
        _capture = report.Capture;
        _keys = report.Keys;
        _disc = report.Disc is { } disc && state.Image is { } image ? new RunDisc(image, disc, state.IsImageGood) : null;
        _report = report;
        _worst = state.Worst;
        _waiting.UnionWith(state.Waiting);
        if (step is not ScheduleStep.Replicate)
            return;
        // They were filled in this run, and get the ledger in the end.
        var places = new CopyPlaces(context, settings.Archive.Repository);
        foreach (var replica in settings.Replicas.Where(replica => _copies.Exists(copy => copy.Good && copy.Name == replica.Name)))
            await _entries.TryAsync(async () => context.Filled.Enqueue((replica.Name, replica.Url, await places.InUseAsync(replica.Url, cancellationToken))));

        static void Refill<T>(List<T> list, IEnumerable<T> items)
        {
            list.Clear();
            list.AddRange(items);
        }
    }

    private void Keep(bool isDone)
    {
        var report = _report is { } written && _steps is [.., { Name: "report" }] ? written : DescribeRun(null, null);
        journal?.Journal.Keep(
            journal.Value.Run, _number, new RunState(ReportFiles.ToJson(report), _disc?.Path, _disc is not { IsGood: false }, _worst, _waiting),
            isDone ? context.Clock.GetUtcNow() : null);
    }

    private DateTimeOffset StepStarted() => _journaled is { Started: var started } ? TimeZoneInfo.ConvertTime(started, context.Clock.LocalTimeZone) : context.Clock.GetLocalNow();

    private void Expect(string what) => journal?.Journal.Expect(journal.Value.Run, _number, what);

    /// <summary>Keeps an entry for the ledger until everything of the step is made. Thread-safe.</summary>
    /// <param name="key">The same when the step is run again.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="survivesKill">False for what a continued run has to make again.</param>
    private void AddEntry(string key, LedgerEntry entry, bool survivesKill = true)
    {
        lock (_dueGate)
        {
            // A replica that was filled before the kill has nothing new the second time; the first entry says what was copied.
            if (entry is LedgerEntry.Replicated { ObjectsCopied: 0 } && _due.GetValueOrDefault(key) is LedgerEntry.Replicated)
                return;
            _due[key] = entry;
        }

        if (survivesKill)
            journal?.Journal.AddEntry(journal.Value.Run, _number, key, entry);
    }

    /// <summary>Writes down the snapshot that is about to be stored: its id is known only afterwards.</summary>
    private void ExpectSnapshot(CaptureOutcome outcome)
    {
        var report = DescribeRun(null, null) with { Capture = Describe(outcome) };
        Expect($"{MarkOf(outcome.Snapshot)}\n{System.Text.Encoding.UTF8.GetString(ReportFiles.ToJson(report))}");
    }

    /// <summary>The snapshot that a killed run has stored; null when it came to none.</summary>
    private async Task<CaptureReport?> FindStoredAsync(OpenRepository repository, CancellationToken cancellationToken)
    {
        if (Expected?.Split('\n', 2) is not [var mark, var report])
            return null;
        var stored = (await repository.ListSnapshotsAsync(cancellationToken)).FirstOrDefault(snapshot => MarkOf(snapshot) == mark);
        return stored is null ? null : ReportFiles.FromJson(System.Text.Encoding.UTF8.GetBytes(report)).Capture! with { Snapshot = stored.Id.ToString() };
    }

    /// <summary>The time to the nanosecond and the tree: no two captures share them.</summary>
    private static string MarkOf(Snapshot snapshot) =>
        string.Create(CultureInfo.InvariantCulture, $"{snapshot.Time.Seconds}.{snapshot.Time.Nanoseconds:D9} {snapshot.Tree}");
}
