using Archivist.Operations.Configuration;

namespace Archivist.Operations.Notifying;

/// <summary>Events of one cause, from the first one until all is well again. Immutable.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Cause">What it is about, such as <c>run/nightly</c>; at most one incident of a cause is open.</param>
/// <param name="Schedule">The schedule concerned, or what is watched for someone else.</param>
/// <param name="Kind">What its notifications are.</param>
/// <param name="Severity">The worst of its events.</param>
/// <param name="Opened">When the first event happened.</param>
/// <param name="Count">The number of events, 1 or more.</param>
/// <param name="Notified">When it was last reported.</param>
/// <param name="Notifications">The number of times it was reported, 1 or more.</param>
/// <param name="Problems">What went wrong last, in words.</param>
internal sealed record Incident(
    long Id, string Cause, string Schedule, NotificationKind Kind, NotificationSeverity Severity, DateTimeOffset Opened, int Count, DateTimeOffset Notified, int Notifications, IReadOnlyList<string> Problems)
{
    /// <summary>The next daily run has had its turn before anyone is notified again; then the pauses grow to a week.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromHours(25), TimeSpan.FromDays(2), TimeSpan.FromDays(4), TimeSpan.FromDays(7)];

    /// <summary>It is time to report it again. A clock that was set back delays that by no more than a pause.</summary>
    internal bool IsDue(DateTimeOffset now) => (now - Notified).Duration() >= Pauses[Math.Min(Notifications, Pauses.Length) - 1];

    /// <summary>The cause of a schedule whose runs do not end well.</summary>
    internal static string OfRuns(string schedule) => $"run/{schedule}";

    /// <summary>The cause of someone else's repository that gets nothing new.</summary>
    internal static string OfWatch(string name) => $"watch/{name}";

    /// <summary>The cause of a schedule that does not run.</summary>
    internal static string OfCalendar(string schedule) => $"overdue/{schedule}";
}
