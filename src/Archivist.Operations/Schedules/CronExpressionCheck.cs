namespace Archivist.Operations.Schedules;

/// <summary>Says what is wrong with a Quartz cron expression before a scheduler is asked to run it.</summary>
internal static class CronExpressionCheck
{
    private static readonly CronField[] Fields =
    [
        new("second", 0, 59),
        new("minute", 0, 59),
        new("hour", 0, 23),
        new("day of month", 1, 31),
        new("month", 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
        new("day of week", 1, 7, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"),
        new("year", 1970, 2099),
    ];

    /// <summary>The cause, or null when the expression is right.</summary>
    internal static string? FindMistake(string expression)
    {
        var parts = expression.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (6 or 7))
            return $"has {parts.Length} fields instead of 6 or 7";
        var (dayOfMonth, dayOfWeek) = (parts[3], parts[5]);
        if ((dayOfMonth is "?") == (dayOfWeek is "?"))
            return "needs a ? in exactly one of day of month and day of week";
        for (var i = 0; i < parts.Length; i++)
        {
            var mayBeOpen = i is 3 or 5;
            if (!(mayBeOpen && parts[i] is "?") && !Fields[i].Accepts(parts[i]))
                return $"has a {Fields[i].Name} that is not understood";
        }

        return null;
    }
}
