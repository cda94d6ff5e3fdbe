namespace Archivist.Operations.Scheduling;

/// <summary>The schedules and their state, by name. The verdict is that of the first schedule that is refused.</summary>
public sealed record ListSchedulesResult(IReadOnlyList<ListedSchedule> Schedules) : OperationResult;
