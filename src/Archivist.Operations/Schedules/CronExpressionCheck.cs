using Archivist.Operations.Problems;

namespace Archivist.Operations.Schedules;

/// <summary>Says what is wrong with a Quartz cron expression before a scheduler is asked to run it.</summary>
internal static class CronExpressionCheck
{
    private static readonly CronField[] Fields =
    [
        new(CronUnit.Second, 0, 59),
        new(CronUnit.Minute, 0, 59),
        new(CronUnit.Hour, 0, 23),
        new(CronUnit.DayOfMonth, 1, 31),
        new(CronUnit.Month, 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"),
        new(CronUnit.DayOfWeek, 1, 7, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"),
        new(CronUnit.Year, 1970, 2099),
    ];

    /// <summary>What is wrong; null for a valid expression.</summary>
    internal static SettingFault? FindMistake(string expression)
    {
        var parts = expression.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (6 or 7))
            return new SettingFault.CronFieldCount(parts.Length);
        var (dayOfMonth, dayOfWeek) = (parts[3], parts[5]);
        if ((dayOfMonth is "?") == (dayOfWeek is "?"))
            return new SettingFault.CronDays();
        for (var i = 0; i < parts.Length; i++)
        {
            var mayBeOpen = i is 3 or 5;
            if (!(mayBeOpen && parts[i] is "?") && !Fields[i].Accepts(parts[i]))
                return new SettingFault.CronField(Fields[i].Unit);
        }

        return null;
    }
}
