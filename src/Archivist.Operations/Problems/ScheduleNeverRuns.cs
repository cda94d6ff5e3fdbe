using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The calendar of a schedule has no time in the future.</summary>
public sealed record ScheduleNeverRuns(string Schedule) : Problem(Failure.None, Schedule);
