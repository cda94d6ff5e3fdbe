namespace Archivist.Operations.Scheduling;

/// <summary>A run that the calendar starts.</summary>
/// <param name="Schedule">The name of the schedule.</param>
/// <param name="At">When, with the offset of its time zone then.</param>
public sealed record UpcomingRun(string Schedule, DateTimeOffset At);
