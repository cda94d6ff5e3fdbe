using Archivist.Operations.Scheduling;

namespace Archivist.App.Cli;

/// <summary>One line for each schedule.</summary>
internal sealed record ScheduleRecord(
    string Type, string Schedule, string File, string? Cron, string TimeZone, IReadOnlyList<string> Steps, bool IsOn, DateTimeOffset? SwitchedAt, string? Reason, DateTimeOffset? Next,
    DateTimeOffset? LastSuccess, DateTimeOffset? LastEnded, int? LastExitCode, DateTimeOffset? Unfinished)
{
    internal static ScheduleRecord Of(ListedSchedule schedule) => new(
        "schedule", schedule.Name, schedule.File, schedule.Cron, schedule.TimeZone, schedule.Steps, schedule.IsOn, schedule.SwitchedAt, schedule.Reason, schedule.Next,
        schedule.LastSuccess, schedule.LastEnded, (int?)schedule.LastVerdict, schedule.Unfinished);
}

/// <summary>One line for each run that the calendar starts.</summary>
internal sealed record UpcomingRunRecord(string Type, string Schedule, DateTimeOffset At);

/// <summary>What a check of the schedules found.</summary>
internal sealed record SchedulesCheckedRecord(string Type, IReadOnlyList<string> Valid, int Refused);

/// <summary>A schedule was paused or resumed.</summary>
internal sealed record ScheduleSwitchedRecord(string Type, string Schedule, bool IsOn, DateTimeOffset? Next);

/// <summary>The unit of the service.</summary>
internal sealed record ServiceUnitRecord(string Type, string Unit, string File, string? Text, bool IsChanged, bool DryRun);
