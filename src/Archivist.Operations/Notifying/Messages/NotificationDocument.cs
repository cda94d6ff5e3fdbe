using System.Text.Json;
using Archivist.Operations.Configuration;

namespace Archivist.Operations.Notifying.Messages;

/// <summary>A notification as programs receive it, and as the queue keeps it (docs/formats/notifications.md): an envelope as Standard Webhooks advises, with what happened in <c>data</c>.</summary>
internal sealed record NotificationDocument(string Type, DateTimeOffset Timestamp, NotificationDocument.Content Data)
{
    private const string Prefix = "archivist.";

    /// <summary>What happened.</summary>
    internal sealed record Content(
        string Id, string Severity, string Archive, string? Schedule, RunContent? Run, IncidentContent? Incident, string Title, string Text);

    /// <summary>The run concerned.</summary>
    internal sealed record RunContent(long? Number, Guid Id, DateTimeOffset Started, int? ExitCode, string? Cron, string TimeZone, long? IntervalSeconds);

    /// <summary>The incident concerned.</summary>
    internal sealed record IncidentContent(long Number, DateTimeOffset Opened, int Count, DateTimeOffset? Closed);

    /// <summary>One JSON object in UTF-8, without a line break.</summary>
    internal static byte[] ToBytes(Notification notification)
    {
        var (run, incident) = (notification.Run, notification.Incident);
        return JsonSerializer.SerializeToUtf8Bytes(
            new NotificationDocument(
                Prefix + NotificationWords.Of(notification.Kind),
                notification.Time,
                new Content(
                    notification.Id, NotificationWords.Of(notification.Severity), notification.Archive, notification.Schedule,
                    run is null ? null : new RunContent(run.Id, run.Uuid, run.Started, run.ExitCode, run.Cron, run.TimeZone, run.IntervalSeconds),
                    incident is null ? null : new IncidentContent(incident.Id, incident.Opened, incident.Count, incident.Closed),
                    notification.Title, notification.Text)),
            NotificationJson.Default.NotificationDocument);
    }

    /// <summary>Reads one again; null for bytes that are no such object, or of a kind that this version does not know.</summary>
    internal static Notification? TryParse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            if (JsonSerializer.Deserialize(utf8, NotificationJson.Default.NotificationDocument) is not { Type: { } type, Timestamp: var time, Data: { } data }
                || !type.StartsWith(Prefix, StringComparison.Ordinal) || NotificationWords.FindKind(type[Prefix.Length..]) is not { } kind
                || NotificationWords.FindSeverity(data.Severity) is not { } severity)
            {
                return null;
            }

            var (run, incident) = (data.Run, data.Incident);
            return new Notification
            {
                Id = data.Id,
                Kind = kind,
                Severity = severity,
                Time = time,
                Archive = data.Archive,
                Schedule = data.Schedule,
                Run = run is null ? null : new NotifiedRun(run.Number, run.Id, run.Started, run.ExitCode, run.Cron, run.TimeZone, run.IntervalSeconds),
                Incident = incident is null ? null : new NotifiedIncident(incident.Number, incident.Opened, incident.Count, incident.Closed),
                Title = data.Title,
                Text = data.Text,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
