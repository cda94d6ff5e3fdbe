namespace Archivist.Operations.Scheduling;

/// <summary>A schedule was paused or resumed.</summary>
/// <param name="Schedule">Its name.</param>
/// <param name="IsOn">Whether the calendar starts it now.</param>
/// <param name="Next">When the calendar starts it next; null when it does not.</param>
public sealed record SwitchScheduleResult(string Schedule, bool IsOn, DateTimeOffset? Next) : OperationResult;
