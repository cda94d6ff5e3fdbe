using Archivist.Operations.Archives;
using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Notifying;
using Archivist.Operations.Running;
using Archivist.Operations.Schedules;
using Archivist.Operations.Scheduling;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Watching;

/// <summary>
/// Finds what must be reported, by the wall clock: meant to be called every minute by a service, and after each run without one. What was reported is kept, so that another process, or this one
/// after a restart, does not report it again. Contacts nothing but the targets of notifications.
/// </summary>
public sealed class LookOperation(OperationEnvironment environment) : Operation<LookRequest, LookResult>(environment)
{
    /// <summary>A schedule is called overdue once it was seen to be for so long: after a sleep it is given time to catch up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>Looks that are further apart have a sleep between them.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(10);

    /// <summary>The process that made a run reports it by itself, unless it was killed in between.</summary>
    private static readonly TimeSpan OwnReport = TimeSpan.FromMinutes(2);

    private const string LastLook = "look";

    private const string NextDigest = "digest";

    private static readonly TimeSpan DigestTime = TimeSpan.FromHours(8);

    private readonly OperationEnvironment _environment = environment;

    private protected override async Task<LookResult> RunAsync(LookRequest request, Archive archive, CancellationToken cancellationToken)
    {
        var settings = await archive.ReadSettingsAsync(cancellationToken);
        using var centre = NotificationCentre.TryOpen(archive.Context, settings);
        if (centre is null)
            return LookResult.Nothing;
        try
        {
            return await LookAsync(request, archive, settings, centre, cancellationToken);
        }
        catch (ArchivistException unusable)
        {
            // A look after a run must not end with another code than the run.
            archive.Context.WarnOnce(unusable.Problem);
            return LookResult.Nothing;
        }
    }

    private async Task<LookResult> LookAsync(LookRequest request, Archive archive, ArchivistSettings settings, NotificationCentre centre, CancellationToken cancellationToken)
    {
        var now = archive.Context.Clock.GetUtcNow();
        var known = new KnownSchedules(archive.Context, settings);
        using var journal = await known.FindJournalAsync(cancellationToken);
        var overdue = new List<string>();
        var hasSlept = centre.Store.FindTime(LastLook) is not { } last || (now - last).Duration() > Gap;
        foreach (var (_, schedule, _) in await known.ReadAsync(cancellationToken))
        {
            if (schedule is null)
                continue;
            ReportUnheard(centre, settings, schedule, journal, now);
            if (IsOverdue(centre, schedule, known.IsOn(schedule, journal), journal, now, hasSlept))
                overdue.Add(schedule.Name);
        }

        overdue.AddRange(await PeerWatch.LookAsync(centre, archive.Context, settings.Watches, cancellationToken));
        centre.Store.MarkTime(LastLook, now);
        centre.Remind();
        var isDigestQueued = await QueueDigestAsync(centre, request, settings, archive.Context, now, cancellationToken);
        await centre.FlushAsync(cancellationToken);
        return new LookResult(overdue, centre.Store.ListOpen().Count, isDigestQueued, centre.Targets.Sum(target => centre.Store.FindTarget(target.Name).Waiting));
    }

    /// <summary>A process that was killed between the end of its run and its report.</summary>
    private static void ReportUnheard(NotificationCentre centre, ArchivistSettings settings, ScheduleFile schedule, RunJournal? journal, DateTimeOffset now)
    {
        if (journal?.FindLastVerdict(schedule.Name) is not { } run)
            return;
        var mark = NotificationCentre.MarkOf(schedule.Name);
        if ((now - run.Ended).Duration() <= OwnReport)
            return;
        if (centre.Store.FindMark(mark) is null)
            // No one is notified of runs before the first look.
            centre.Store.Mark(mark, run.Id);
        else
            centre.EndRun(schedule.Name, RunDescription.Of(settings, schedule, run.Id, run.Started, ExitCode.Of(run.Verdict)), run.Verdict, run.Ended - run.Started, []);
    }

    /// <summary>Two times of its calendar have gone by since its last success, or since it was first seen to be on, and that has been so for an hour in which the machine was awake.</summary>
    private static bool IsOverdue(NotificationCentre centre, ScheduleFile schedule, bool isOn, RunJournal? journal, DateTimeOffset now, bool hasSlept)
    {
        var (seenOn, seenOverdue) = ($"on/{schedule.Name}", $"late/{schedule.Name}");
        if (!isOn || schedule.Cron is null)
        {
            centre.Store.MarkTime(seenOn, null);
            centre.Store.MarkTime(seenOverdue, null);
            centre.DropOverdue(schedule.Name);
            return false;
        }

        if (centre.Store.FindTime(seenOn) is not { } on || on > now)
            centre.Store.MarkTime(seenOn, on = now);
        var success = journal?.FindHistory(schedule.Name).LastSuccess;
        // Before it was switched on it owed nothing, and a success that is dated ahead was made before the clock was set back.
        var since = success is { } at && at > on && at <= now ? at : on;
        if (new ScheduleTimes(schedule).After(since).Take(2).ToList() is not [_, var second] || second > now)
        {
            centre.Store.MarkTime(seenOverdue, null);
            return false;
        }

        if (centre.Store.FindTime(seenOverdue) is not { } first || first > now || hasSlept)
            centre.Store.MarkTime(seenOverdue, first = now);
        if (now - first < Grace)
            return false;
        centre.ReportOverdue(schedule.Name, success);
        return true;
    }

    /// <summary>On Mondays at eight by the clock of the machine, or as soon as it is awake after that: one digest, however many were missed.</summary>
    private async Task<bool> QueueDigestAsync(NotificationCentre centre, LookRequest request, ArchivistSettings settings, OperationContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var next = NextMonday(now, context.Clock.LocalTimeZone);
        if (centre.Store.FindTime(NextDigest) is not { } due || due > next)
        {
            centre.Store.MarkTime(NextDigest, next);
            return false;
        }

        if (due > now)
            return false;
        try
        {
            centre.QueueDigest(await DigestReading.ReadAsync(_environment, request.Archive, settings, context, cancellationToken));
        }
        catch (ArchivistException unreadable)
        {
            context.WarnOnce(unreadable.Problem);
            return false;
        }

        centre.Store.MarkTime(NextDigest, next);
        return true;
    }

    /// <summary>The first Monday at eight after a time.</summary>
    private static DateTimeOffset NextMonday(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var days = ((int)DayOfWeek.Monday - (int)local.DayOfWeek + 7) % 7;
        var monday = local.Date.AddDays(days) + DigestTime;
        if (monday <= local)
            monday = monday.AddDays(7);
        // Eight in the morning is never skipped by a clock that is put forward.
        return new DateTimeOffset(monday, zone.GetUtcOffset(monday)).ToUniversalTime();
    }
}
