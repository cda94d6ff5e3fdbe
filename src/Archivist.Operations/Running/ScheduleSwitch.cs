namespace Archivist.Operations.Running;

/// <summary>A schedule was switched on or off by a person.</summary>
/// <param name="IsOn">Whether the calendar starts it.</param>
/// <param name="Since">When it was switched.</param>
/// <param name="Reason">Why, in that person's words; null when none was given.</param>
internal sealed record ScheduleSwitch(bool IsOn, DateTimeOffset Since, string? Reason);
