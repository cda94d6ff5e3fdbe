using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Running;
using Archivist.Operations.Scheduling;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Serving;

/// <summary>
/// Runs schedules when they are due. A firing of the scheduler, a look at the clock and a wake are only occasions to ask <see cref="ScheduleWatch"/>; what it calls due is run as the
/// scheduler's job of that name, which asks once more just before it runs, from the journal: so nothing runs twice for one time of the calendar, on one machine or on several.
/// Thread-safe.
/// </summary>
/// <param name="context">The clock and the machine; where to speak.</param>
/// <param name="access">The archive.</param>
/// <param name="settings">The archive's settings when the service began.</param>
internal sealed class CalendarRuns(OperationContext context, ArchiveAccess access, ArchivistSettings settings) : IDisposable
{
    /// <summary>How often the clock is looked at.</summary>
    internal static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    /// <summary>A service that has not looked for so long is not alive.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ScheduleWatch _watch = new(context);
    private readonly MachineWatch _machine = new(context.Environment);
    private readonly ServiceNotices _notices = new(context, access);
    private readonly ServiceReplicas _replicas = new(context, access);
    private readonly Dictionary<string, HoldReason> _reported = [];
    private IReadOnlyList<CalendarJob> _planned = [];
    private ArchivistSettings _settings = settings;
    private Problem? _refused;
    private int _hasWorked = 1;
    private volatile ServiceHealth _health = new(settings.Archive.Name, []) { IsReady = false };
    private long _lookedAt = context.Clock.GetTimestamp();

    /// <summary>How the schedules were at the last look.</summary>
    internal ServiceHealth Health => _health;

    /// <summary>It looks at the clock, as it should.</summary>
    internal bool IsAlive => context.Clock.GetElapsedTime(Interlocked.Read(ref _lookedAt)) < Silence;

    /// <summary>The names of the schedules that are on, as of the last look.</summary>
    internal IReadOnlyList<string> Names => [.. _planned.Select(job => job.Name)];

    /// <summary>Looks until it is stopped: every minute, and after each wake. A look that fails is reported, and the next one tries again.</summary>
    internal async Task WatchAsync(IRunningService service, CancellationToken cancellationToken)
    {
        try
        {
            await LookOnAsync(service, cancellationToken);
        }
        finally
        {
            await _notices.EndAsync();
            await _replicas.EndAsync();
        }
    }

    private async Task LookOnAsync(IRunningService service, CancellationToken cancellationToken)
    {
        var wake = WaitForWakeAsync(cancellationToken);
        while (true)
        {
            // Linux stops the clock of the wait while the machine sleeps: without the wake the look could be a minute late.
            if (await Task.WhenAny(Task.Delay(Pace, context.Clock, cancellationToken), wake) == wake)
            {
                await wake;
                _machine.Wake();
                wake = WaitForWakeAsync(cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await LookAsync(service, cancellationToken);
                _notices.Begin(_settings, cancellationToken);
                _replicas.Begin(_settings, cancellationToken);
            }
#pragma warning disable CA1031 // The edge of a job: a database that is away for a moment must not end the service. Health shows when looks keep failing.
            catch (Exception cause) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                context.Events.Report(new OperationEvent.Failed(Failures.Of(cause, isStopped: false)));
            }
        }
    }

    /// <summary>Takes up what was edited and switched, and starts what is due.</summary>
    internal async Task LookAsync(IRunningService service, CancellationToken cancellationToken)
    {
        var running = await service.ListRunningAsync(cancellationToken);
        var look = await InTurnAsync(
            async () =>
            {
                await RefreshAsync(cancellationToken);
                var now = context.Clock.GetUtcNow();
                var look = _watch.Look(now, await _machine.LookAsync(_settings, now, cancellationToken), running);
                _health = DescribeHealth(now, look.Held);
                ReportHeld(look.Held);
                Interlocked.Exchange(ref _lookedAt, context.Clock.GetTimestamp());
                await PlanAsync(service, cancellationToken);
                return look;
            },
            cancellationToken);
        foreach (var due in look.Due)
            await service.StartAsync(due.Name, cancellationToken);
        if (running.Count + look.Due.Count == 0 && Interlocked.Exchange(ref _hasWorked, 0) != 0)
            service.Rest();
    }

    /// <summary>Runs a schedule, if it is due by now or was interrupted. Throws only when it is stopped.</summary>
    internal async Task RunAsync(JobFiring firing, CancellationToken cancellationToken)
    {
        // A scheduler may be some milliseconds early; the calendar is never.
        if (firing.ScheduledAt - context.Clock.GetUtcNow() is { Ticks: > 0 } early && early < TimeSpan.FromSeconds(1))
            await Task.Delay(early, context.Clock, cancellationToken);
        if (await FindDueAsync(firing.Job, cancellationToken) is not { } due)
            return;
        Interlocked.Exchange(ref _hasWorked, 1);
        context.Note(new Notice.RunStarting(due.Name, due.At, due.IsCatchUp, due.Continues, due.Disregards));
        var startedAt = context.Clock.GetTimestamp();
        Failure verdict;
        try
        {
            verdict = await RunAsync(due, new RunEvents(context.Events, firing.Progress), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The journal has it without an end: it goes on with the next start.
            throw;
        }
        catch (ArchivistException cause) when (cause.Problem is RunHeld held)
        {
            await InTurnAsync(() => HoldAsync(held, due), cancellationToken);
            return;
        }
        catch (ArchivistException cause) when (cause.Problem is RunUnderWay)
        {
            // A person runs it, or another machine. When that run has ended, the journal says whether anything is left to do.
            return;
        }
#pragma warning disable CA1031 // The edge of a job: what ends one run must not end the service.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            var failure = Failures.Of(cause, cancellationToken.IsCancellationRequested);
            context.Events.Report(new OperationEvent.Failed(failure));
            verdict = failure.Failure;
        }

        await EndAsync(due, verdict, cancellationToken);
        context.Note(new Notice.RunEnded(due.Name, verdict, context.Clock.GetElapsedTime(startedAt)));
    }

    public void Dispose() => _turn.Dispose();

    private async Task<Failure> RunAsync(DueSchedule due, IOperationEvents events, CancellationToken cancellationToken)
    {
        var request = new RunScheduleRequest
        {
            Archive = access,
            Schedule = due.Name,
            Continues = due.Continues,
            FindNetworkHold = stop => InTurnAsync(async () => _watch.FindNetworkHold(due.Name, context.Clock.GetUtcNow(), await _machine.LookAsync(_settings, context.Clock.GetUtcNow(), stop)), stop),
        };
        try
        {
            return (await new RunScheduleOperation(context.Environment).RunAsync(request, events, cancellationToken)).Verdict;
        }
        catch (ArchivistException cause) when (cause.Problem is RunNotContinuable)
        {
            // It never did its work, so its time of the calendar is still due.
            context.Warn(cause.Problem);
            return (await new RunScheduleOperation(context.Environment).RunAsync(request with { Continues = false }, events, cancellationToken)).Verdict;
        }
    }

    private Task<DueSchedule?> FindDueAsync(string schedule, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            await RefreshAsync(cancellationToken);
            var now = context.Clock.GetUtcNow();
            return _watch.LookAt(schedule, now, await _machine.LookAsync(_settings, now, cancellationToken));
        },
        cancellationToken);

    private Task<bool> EndAsync(DueSchedule due, Failure verdict, CancellationToken cancellationToken) => InTurnAsync(
        async () =>
        {
            var now = context.Clock.GetUtcNow();
            _watch.End(due.Name, now < due.At ? due.At : now, RunJournal.IsSuccess(verdict));
            await RefreshAsync(cancellationToken);
            _health = DescribeHealth(now, []);
            return true;
        },
        cancellationToken);

    private Task<bool> HoldAsync(RunHeld held, DueSchedule due)
    {
        _watch.Hold(held.Schedule, context.Clock.GetUtcNow());
        if (held.Reason is not HoldReason.NetworkSettling && !(_reported.TryGetValue(held.Schedule, out var reported) && reported == held.Reason))
            context.Note(new Notice.RunHeld(held.Schedule, held.Reason, due.At, null));
        _reported[held.Schedule] = held.Reason;
        return Task.FromResult(true);
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await action();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Settings or a journal that cannot be used are reported once, and what was read before stays in use.</summary>
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            _settings = await SettingsReader.ReadAsync(access.SettingsFile, context.Surroundings, cancellationToken);
            await _watch.RefreshAsync(_settings, context.Clock.GetUtcNow(), cancellationToken);
            _refused = null;
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            var problem = Failures.Of(cause, isStopped: false).Problem;
            if (problem != _refused)
                context.Warn(new ReloadRefused(problem));
            _refused = problem;
        }
    }

    private ServiceHealth DescribeHealth(DateTimeOffset now, IReadOnlyList<HeldSchedule> held)
    {
        var schedules = _watch.Describe(now, _settings.Serve.SuccessWithin, held);
        return new ServiceHealth(_settings.Archive.Name, schedules) { IsReady = _refused is null && !schedules.Any(schedule => schedule.IsLate) };
    }

    /// <summary>Reports once why a schedule does not start; taking turns and a later retry are not reported.</summary>
    private void ReportHeld(IReadOnlyList<HeldSchedule> held)
    {
        foreach (var gone in _reported.Keys.Except(held.Select(hold => hold.Name)).ToList())
            _reported.Remove(gone);
        foreach (var hold in held.Where(hold => hold.Reason is not (HoldReason.TakingTurns or HoldReason.BackingOff or HoldReason.NetworkSettling)))
        {
            if (_reported.TryGetValue(hold.Name, out var reported) && reported == hold.Reason)
                continue;
            _reported[hold.Name] = hold.Reason;
            context.Note(new Notice.RunHeld(hold.Name, hold.Reason, hold.Since, hold.AnywayAt));
        }
    }

    private async Task PlanAsync(IRunningService service, CancellationToken cancellationToken)
    {
        var jobs = _watch.Jobs.ToList();
        if (jobs.SequenceEqual(_planned))
            return;
        await service.PlanAsync(jobs, cancellationToken);
        _planned = jobs;
    }

    private Task WaitForWakeAsync(CancellationToken cancellationToken) =>
        context.Environment.Sleep?.WaitForWakeAsync(cancellationToken) ?? Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
}
