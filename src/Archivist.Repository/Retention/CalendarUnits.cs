using System.Globalization;
using Archivist.Platform.FileSystem;

namespace Archivist.Repository.Retention;

/// <summary>Which part of the calendar a moment lies in, as the clock of its own machine showed it.</summary>
internal static class CalendarUnits
{
    internal static long PartOf(this CalendarUnit unit, GoTime time, int position)
    {
        var shown = time.ToDateTimeOffset().DateTime;
        return unit switch
        {
            CalendarUnit.Hour => ((shown.Year * 100L + shown.Month) * 100 + shown.Day) * 100 + shown.Hour,
            CalendarUnit.Day => (shown.Year * 100 + shown.Month) * 100 + shown.Day,
            CalendarUnit.Week => ISOWeek.GetYear(shown) * 100 + ISOWeek.GetWeekOfYear(shown),
            CalendarUnit.Month => shown.Year * 100 + shown.Month,
            CalendarUnit.Year => shown.Year,
            _ => position,
        };
    }

    internal static string Adjective(this CalendarUnit unit) => unit switch
    {
        CalendarUnit.Hour => "hourly",
        CalendarUnit.Day => "daily",
        CalendarUnit.Week => "weekly",
        CalendarUnit.Month => "monthly",
        CalendarUnit.Year => "yearly",
        _ => "last",
    };
}
