using System.Globalization;
using System.Text;
using Archivist.Operations.Configuration;
using Archivist.Operations.Notifying.Messages;
using Archivist.Platform.Text;

namespace Archivist.App.Messages;

/// <summary>English for notifications. Thread-safe.</summary>
internal sealed class NotificationText : INotificationWords
{
    private const int MostProblems = 20;

    /// <summary>The only instance.</summary>
    internal static NotificationText Instance { get; } = new();

    /// <inheritdoc/>
    public (string Title, string Text) Of(Notification notification, NotificationSubject subject, TimeZoneInfo zone)
    {
        var shown = new Moments(notification.Time, zone);
        var title = $"{notification.Archive}: {TitleOf(notification, subject)}";
        var lines = new StringBuilder(TitleOf(notification, subject)).Append(".\n");
        lines.Append(BodyOf(notification, subject, shown));
        if (notification.Incident is { } incident && subject is not NotificationSubject.Recovered)
            lines.Append(CultureInfo.InvariantCulture, $"Incident {incident.Id}: open since {shown.Of(incident.Opened)}, {Quantity.Count(incident.Count, "event", "events")} so far.\n");
        lines.Append(CultureInfo.InvariantCulture, $"\nArchive {notification.Archive}, {shown.At(notification.Time)}\n");
        return (title, lines.ToString().TrimEnd('\n'));
    }

    private static string TitleOf(Notification notification, NotificationSubject subject) => (subject, notification) switch
    {
        (NotificationSubject.Started, _) => $"{notification.Schedule} has begun",
        (NotificationSubject.Alive(var @for), _) => $"{notification.Schedule} is still running, for {Quantity.Duration(@for)}",
        (NotificationSubject.Recovered, _) => $"{notification.Schedule} has recovered",
        (NotificationSubject.Overdue, _) => $"{notification.Schedule} is overdue",
        (NotificationSubject.NothingArrived, _) => $"nothing new from {notification.Schedule}",
        (NotificationSubject.Test, _) => "test of notifications",
        (NotificationSubject.Digest(var facts), _) => facts is { IsSafe: true, OpenIncidents: 0 } ? "all is well this week" : "something needs attention this week",
        (_, { Kind: NotificationKind.Success }) => $"{notification.Schedule} ended well",
        (_, { Incident.Count: var count, Kind: NotificationKind.Findings }) when count > 1 => $"{notification.Schedule} still has findings ({count} runs)",
        (_, { Kind: NotificationKind.Findings }) => $"{notification.Schedule} has findings",
        (_, { Kind: NotificationKind.Overdue }) => $"{notification.Schedule} is still overdue",
        (_, { Incident.Count: var count }) when count > 1 => $"{notification.Schedule} still fails ({count} runs)",
        (NotificationSubject.StillOpen, _) => $"{notification.Schedule} failed and has not recovered",
        _ => $"{notification.Schedule} failed",
    };

    private static string BodyOf(Notification notification, NotificationSubject subject, Moments shown) => subject switch
    {
        NotificationSubject.Ended(var took, var problems) => EndOf(notification, took) + ListOf(problems),
        NotificationSubject.StillOpen(var problems) => ListOf(problems),
        NotificationSubject.Overdue(var last) => $"Two times of its calendar have passed since its last success, {shown.Of(last)}.\n",
        NotificationSubject.NothingArrived(var arrived) => $"The newest snapshot of {notification.Schedule} that is kept here arrived: {shown.Of(arrived)}. Notify its owner.\n",
        NotificationSubject.Recovered when notification.Incident is { } incident =>
            $"Incident {incident.Id}, open since {shown.Of(incident.Opened)} with {Quantity.Count(incident.Count, "event", "events")}, is closed.\n",
        NotificationSubject.Test(var target) => $"The target '{target}' of archive {notification.Archive} receives notifications.\n",
        NotificationSubject.Digest(var facts) => DigestOf(facts, shown),
        _ => "",
    };

    private static string EndOf(Notification notification, TimeSpan? took) => notification.Run is not { } run ? ""
        : string.Create(CultureInfo.InvariantCulture, $"Exit code {run.ExitCode}{(took is { } time ? $" after {Quantity.Duration(time)}" : "")}{(run.Id is { } id ? $", run {id}" : "")}.\n");

    private static string ListOf(IReadOnlyList<string> problems) =>
        string.Concat(problems.Take(MostProblems).Select(problem => $"- {problem}\n")) + (problems.Count > MostProblems ? $"- and {problems.Count - MostProblems} more\n" : "");

    private static string DigestOf(DigestFacts facts, Moments shown)
    {
        var lines = new StringBuilder();
        lines.Append(CultureInfo.InvariantCulture, $"Newest snapshot: {shown.Of(facts.NewestSnapshot)}\n");
        foreach (var copy in facts.Copies)
            lines.Append(CultureInfo.InvariantCulture, $"Copy {copy.Name}: {(copy.IsGood ? "good" : "not verified")}; newest snapshot {shown.Of(copy.NewestSnapshot)}; audited {shown.Of(copy.LastAudit)}\n");
        foreach (var disc in facts.Discs)
            lines.Append(CultureInfo.InvariantCulture, $"Discs {disc.Name}: read back {shown.Of(disc.At)}\n");
        lines.Append(CultureInfo.InvariantCulture, $"Last drill: {(facts.Drill is { } drill ? $"{drill.Name}, {shown.Of(drill.At)}" : "never")}\n");
        foreach (var key in facts.Keys)
            lines.Append(CultureInfo.InvariantCulture, $"Key on paper {key.Name} tested, the oldest {shown.Of(key.At)}\n");
        foreach (var schedule in facts.Schedules)
            lines.Append(CultureInfo.InvariantCulture, $"Schedule {schedule.Name}: last success {shown.Of(schedule.At)}\n");
        if (facts.OpenIncidents > 0)
            lines.Append(CultureInfo.InvariantCulture, $"Open incidents: {facts.OpenIncidents}\n");
        if (facts.Needs.Count > 0)
            lines.Append("What needs you:\n").Append(ListOf(facts.Needs));
        return lines.ToString();
    }

    /// <summary>Times as people read them.</summary>
    private sealed class Moments(DateTimeOffset now, TimeZoneInfo zone)
    {
        internal string At(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

        internal string Of(DateTimeOffset? time) => time is not { } at ? "never" : $"{At(at)} ({Quantity.Duration(now > at ? now - at : TimeSpan.Zero)} ago)";
    }
}
