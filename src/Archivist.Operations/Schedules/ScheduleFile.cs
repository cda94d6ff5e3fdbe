namespace Archivist.Operations.Schedules;

/// <summary>One file of <c>schedules/</c>: when which steps run.</summary>
/// <param name="File">The file that was read, absolute.</param>
/// <param name="Name">Equal to the name of the file.</param>
/// <param name="Cron">A Quartz cron expression, checked; null for a schedule that only people start.</param>
/// <param name="TimeZone">Where the clock of <paramref name="Cron"/> hangs.</param>
/// <param name="Misfire">What happens when the machine was off.</param>
/// <param name="Steps">In the order in which they run; never empty.</param>
internal sealed record ScheduleFile(
    string File,
    string Name,
    string? Cron,
    TimeZoneInfo TimeZone,
    MisfireRule Misfire,
    IReadOnlyList<ScheduleStep> Steps);
