using System.Security.Cryptography;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Notifying.Messages;
using Archivist.Platform.Files;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Notifying;

/// <summary>
/// Notifies the targets of the settings. Events of one cause are one incident: it is reported when it is opened, when it gets worse, again at growing intervals while it is open, and when it
/// is over. Nothing here fails the work that it reports: what cannot be delivered is a warning, and is tried again. Thread-safe.
/// </summary>
internal sealed partial class NotificationCentre : IDisposable
{
    /// <summary>Deliveries that wait are not worked off for longer in one go.</summary>
    private static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(90);

    private readonly OperationContext _context;
    private readonly ArchivistSettings _settings;
    private readonly NotificationPort _port;
    private readonly NotificationStore _store;

    private NotificationCentre(OperationContext context, ArchivistSettings settings, NotificationPort port, NotificationStore store) =>
        (_context, _settings, _port, _store) = (context, settings, port, store);

    /// <summary>The targets, in the order of the settings; at least one.</summary>
    internal IReadOnlyList<NotifyTarget> Targets => _settings.Notify;

    /// <summary>The time.</summary>
    internal TimeProvider Clock => _context.Clock;

    /// <summary>Incidents, the queue, and what was reported.</summary>
    internal NotificationStore Store => _store;

    /// <summary>Opens it; null when the settings have no target, or the front end has no way to notify anyone. A database that cannot be used is a warning.</summary>
    internal static NotificationCentre? TryOpen(OperationContext context, ArchivistSettings settings)
    {
        if (settings.Notify.Count == 0 || context.Environment.Notifications is not { } port)
            return null;
        try
        {
            return new NotificationCentre(context, settings, port, NotificationStore.Open(NotificationStore.FileOf(settings)));
        }
        catch (Exception cause) when (cause is ArchivistException or IOException or UnauthorizedAccessException)
        {
            context.Warn(Failures.Of(cause, isStopped: false).Problem);
            return null;
        }
    }

    /// <summary>Opens the database for a question, which creates nothing; null where there is none.</summary>
    /// <exception cref="ArchivistException">It cannot be opened.</exception>
    internal static NotificationStore? FindStore(ArchivistSettings settings)
    {
        var file = NotificationStore.FileOf(settings);
        return FileLookup.Find(file) is null ? null : NotificationStore.Open(file);
    }

    /// <summary>A run has ended, or an attempt at it has. A run that is over is reported once, however often this is called.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="run">The run, with its exit code.</param>
    /// <param name="verdict">How it ended.</param>
    /// <param name="took">How long it took; null when that is not known.</param>
    /// <param name="problems">What went wrong, in words.</param>
    /// <param name="isOver">The run is over; false for one that ended with an error on the way and can be continued, whose end is reported later.</param>
    internal void EndRun(string schedule, NotifiedRun run, Failure verdict, TimeSpan? took, IReadOnlyList<string> problems, bool isOver = true) => Try(() => _store.AsOne(store =>
    {
        var mark = MarkOf(schedule);
        if (isOver && run.Id is { } id)
        {
            if (store.FindMark(mark) is { } reported && reported >= id)
                return;
            store.Mark(mark, id);
        }

        var now = Clock.GetUtcNow();
        var severity = SeverityOf(verdict);
        var kind = severity switch { NotificationSeverity.Notice => NotificationKind.Success, NotificationSeverity.Finding => NotificationKind.Findings, _ => NotificationKind.Failure };
        var subject = new NotificationSubject.Ended(took, problems);
        // A server that waits for signs of life is notified of each run, people of changes.
        EnqueueFor(target => target.FollowsRuns, Make(kind, severity, schedule, run, null), subject);
        if (severity is NotificationSeverity.Notice)
        {
            EnqueueFor(target => !target.FollowsRuns, Make(kind, severity, schedule, run, null), subject);
            Recover(now, schedule, run, Incident.OfRuns(schedule), Incident.OfCalendar(schedule));
            return;
        }

        if (severity is NotificationSeverity.Finding)
            Recover(now, schedule, run, Incident.OfCalendar(schedule));
        Happen(now, Incident.OfRuns(schedule), kind, severity, schedule, run, subject, problems);
    }));

    /// <summary>A schedule has had no success for too long. Reported when that begins; <see cref="Remind"/> repeats it.</summary>
    internal void ReportOverdue(string schedule, DateTimeOffset? lastSuccess) => Try(() => _store.AsOne(store =>
    {
        if (store.FindOpen(Incident.OfCalendar(schedule)) is null)
            Happen(Clock.GetUtcNow(), Incident.OfCalendar(schedule), NotificationKind.Overdue, NotificationSeverity.Failure, schedule, null, new NotificationSubject.Overdue(lastSuccess), []);
    }));

    /// <summary>Someone else's repository that is kept here got nothing new for too long, or has got something again.</summary>
    /// <param name="watch">The name of the watch.</param>
    /// <param name="arrived">When its newest snapshot arrived; null for never.</param>
    /// <param name="isLate">It is longer ago than is expected.</param>
    internal void ReportWatched(string watch, DateTimeOffset? arrived, bool isLate) => Try(() => _store.AsOne(store =>
    {
        var (now, cause) = (Clock.GetUtcNow(), Incident.OfWatch(watch));
        if (!isLate)
            Recover(now, watch, null, cause);
        else if (store.FindOpen(cause) is null)
            Happen(now, cause, NotificationKind.Overdue, NotificationSeverity.Failure, watch, null, new NotificationSubject.NothingArrived(arrived), []);
    }));

    /// <summary>The calendar no longer starts a schedule: it is not overdue any more, which needs no notification: someone paused it.</summary>
    internal void DropOverdue(string schedule) => Try(() => _store.AsOne(store =>
    {
        if (store.FindOpen(Incident.OfCalendar(schedule)) is { } open)
            store.Close(open, Clock.GetUtcNow());
    }));

    /// <summary>Reports open incidents again whose pause is over.</summary>
    internal void Remind() => Try(() => _store.AsOne(store =>
    {
        var now = Clock.GetUtcNow();
        foreach (var incident in store.ListOpen().Where(incident => incident.IsDue(now)))
            Notify(incident with { Notified = now, Notifications = incident.Notifications + 1 }, null, new NotificationSubject.StillOpen(incident.Problems));
    }));

    /// <summary>Queues the digest for everyone who wants it.</summary>
    internal void QueueDigest(DigestFacts facts) => Try(() => _store.AsOne(store =>
        EnqueueFor(_ => true, Make(NotificationKind.Digest, NotificationSeverity.Notice, null, null, null), new NotificationSubject.Digest(facts with { OpenIncidents = store.ListOpen().Count }))));

    /// <summary>A sign of life of a run for one target: delivered now or never.</summary>
    internal Task SignalAsync(NotifyTarget target, string schedule, NotifiedRun run, NotificationKind kind, NotificationSubject subject, CancellationToken cancellationToken) =>
        DeliverAsync(target, null, Worded(Make(kind, NotificationSeverity.Notice, schedule, run, null), subject), cancellationToken);

    /// <summary>Sends one target a test now, and when it takes that, also what waits for it.</summary>
    /// <returns>What it answered.</returns>
    /// <exception cref="ArchivistException">It was not delivered.</exception>
    internal async Task<string> TestAsync(NotifyTarget target, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(target, Worded(Make(NotificationKind.Test, NotificationSeverity.Notice, null, null, null), new NotificationSubject.Test(target.Name)), cancellationToken);
        _store.Delivered(target.Name, null, answer, Clock.GetUtcNow());
        _store.Hasten(target.Name, Clock.GetUtcNow());
        await FlushAsync(target, cancellationToken);
        return answer;
    }

    /// <summary>The name of the mark that keeps the number of the last run of a schedule that was reported.</summary>
    internal static string MarkOf(string schedule) => $"notified/{schedule}";

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    private static NotificationSeverity SeverityOf(Failure verdict) => verdict switch
    {
        Failure.None => NotificationSeverity.Notice,
        Failure.Findings or Failure.SnapshotIncomplete => NotificationSeverity.Finding,
        _ => NotificationSeverity.Failure,
    };

    private void Happen(
        DateTimeOffset now, string cause, NotificationKind kind, NotificationSeverity severity, string schedule, NotifiedRun? run, NotificationSubject subject, IReadOnlyList<string> problems)
    {
        if (_store.FindOpen(cause) is not { } open)
        {
            var opened = _store.Add(new Incident(0, cause, schedule, kind, severity, now, 1, now, 0, problems));
            Notify(opened with { Notifications = 1 }, run, subject);
            return;
        }

        var isWorse = severity > open.Severity;
        var next = open with { Count = open.Count + 1, Problems = problems, Kind = isWorse ? kind : open.Kind, Severity = isWorse ? severity : open.Severity };
        if (isWorse || open.IsDue(now))
            Notify(next with { Notified = now, Notifications = open.Notifications + 1 }, run, subject);
        else
            _store.Update(next);
    }

    private void Notify(Incident incident, NotifiedRun? run, NotificationSubject subject)
    {
        _store.Update(incident);
        EnqueueFor(
            target => !target.FollowsRuns,
            Make(incident.Kind, incident.Severity, incident.Schedule, run, new NotifiedIncident(incident.Id, incident.Opened, incident.Count, null)), subject);
    }

    /// <summary>Closes the open incidents of these causes, and reports that once.</summary>
    private void Recover(DateTimeOffset now, string schedule, NotifiedRun? run, params IReadOnlyList<string> causes)
    {
        var open = causes.Select(_store.FindOpen).OfType<Incident>().OrderBy(incident => incident.Id).ToList();
        foreach (var incident in open)
            _store.Close(incident, now);
        if (open.Count > 0)
        {
            EnqueueFor(
                target => !target.FollowsRuns,
                Make(NotificationKind.Recovered, open.Max(incident => incident.Severity), schedule, run, new NotifiedIncident(open[0].Id, open[0].Opened, open[0].Count, now)),
                new NotificationSubject.Recovered());
        }
    }

    private void EnqueueFor(Func<NotifyTarget, bool> which, Notification notification, NotificationSubject subject)
    {
        foreach (var target in Targets.Where(which).Where(target => target.Takes(notification.Kind, notification.Schedule, notification.Severity)))
            _store.Enqueue(target.Name, Worded(notification, subject) with { Id = NewId() }, Clock.GetUtcNow());
    }

    private Notification Worded(Notification notification, NotificationSubject subject)
    {
        var (title, text) = _port.Words.Of(notification, subject, Clock.LocalTimeZone);
        return notification with { Title = title, Text = text };
    }

    private Notification Make(NotificationKind kind, NotificationSeverity severity, string? schedule, NotifiedRun? run, NotifiedIncident? incident) => new()
    {
        Id = NewId(),
        Kind = kind,
        Severity = severity,
        Time = Clock.GetUtcNow(),
        Archive = _settings.Archive.Name,
        Schedule = schedule,
        Run = run,
        Incident = incident,
        Title = "",
        Text = "",
    };

    private static string NewId() => $"msg_{RandomNumberGenerator.GetHexString(32, lowercase: true)}";

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (ArchivistException cause)
        {
            _context.WarnOnce(cause.Problem);
        }
    }
}
