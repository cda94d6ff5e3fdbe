using Archivist.Operations.Notifying;

namespace Archivist.App.Cli;

/// <summary>One line for each target of notifications.</summary>
internal sealed record NotifyTargetRecord(
    string Type, string Target, string To, IReadOnlyList<string> On, IReadOnlyList<string> Schedules, DateTimeOffset? LastDelivered, string? Answer, DateTimeOffset? FailedSince, string? Cause,
    long Waiting, long GivenUp)
{
    internal static NotifyTargetRecord Of(ListedTarget target) => new(
        "notify_target", target.Name, target.To, target.On, target.Schedules, target.State.LastDelivered, target.State.Answer, target.State.FailedSince, target.State.Cause,
        target.State.Waiting, target.State.GivenUp);
}

/// <summary>One line for each open incident.</summary>
internal sealed record IncidentRecord(string Type, long Incident, string Schedule, string Kind, DateTimeOffset Opened, int Count, DateTimeOffset Notified, IReadOnlyList<string> Problems)
{
    internal static IncidentRecord Of(ListedIncident incident) => new(
        "incident", incident.Number, incident.Schedule, incident.Kind, incident.Opened, incident.Count, incident.Notified, incident.Problems);
}

/// <summary>One line for each target that was tried.</summary>
internal sealed record NotifyTestRecord(string Type, string Target, string To, bool IsDelivered, string? Answer, string? Message, string? Hint);
