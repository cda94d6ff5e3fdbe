using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A schedule that only people start is neither paused nor resumed.</summary>
public sealed record ScheduleWithoutCalendar(string Schedule) : Problem(Failure.Usage, Schedule);
