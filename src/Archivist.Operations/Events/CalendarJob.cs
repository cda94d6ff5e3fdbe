namespace Archivist.Operations.Events;

/// <summary>A job with its calendar.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cron">A Quartz cron expression.</param>
/// <param name="TimeZone">The time zone of <paramref name="Cron"/>.</param>
public sealed record CalendarJob(string Name, string Cron, TimeZoneInfo TimeZone);
