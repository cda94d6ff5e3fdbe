namespace Archivist.Operations.Problems;

/// <summary>The fields of a Quartz cron expression.</summary>
public enum CronUnit
{
    /// <summary>Seconds.</summary>
    Second,

    /// <summary>Minutes.</summary>
    Minute,

    /// <summary>Hours.</summary>
    Hour,

    /// <summary>Days of a month.</summary>
    DayOfMonth,

    /// <summary>Months.</summary>
    Month,

    /// <summary>Days of a week.</summary>
    DayOfWeek,

    /// <summary>Years.</summary>
    Year,
}
