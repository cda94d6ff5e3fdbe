using System.Globalization;
using System.Text.RegularExpressions;
using Archivist.App.Messages;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli;

/// <summary>Moments of the past as people say them, in local time: <c>yesterday 10:00</c>, <c>monday 09:30</c>, <c>14:00</c>, <c>3 hours ago</c>, or a time as <see cref="Moment"/> reads it.</summary>
internal static partial class PastMoment
{
    private static readonly string[] Times = ["H:mm", "HH:mm", "HH:mm:ss"];

    /// <summary>A day alone means its end, and a time of day alone the last time that it was that late; anything else is <see cref="Failure.Usage"/>.</summary>
    /// <param name="text">What the operator wrote.</param>
    /// <param name="clock">Now, and the zone.</param>
    internal static GoTime Parse(string text, TimeProvider clock)
    {
        var now = clock.GetLocalNow().DateTime;
        var words = text.Trim().ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var moment = words switch
        {
            ["now"] => now,
            [var number, var unit, "ago"] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => Before(now, count, unit),
            [var day, var time] when DayOf(day, now) is { } date && TimeOf(time) is { } at => date + at,
            [var day] when DayOf(day, now) is { } date => EndOf(date),
            [var time] when TimeOf(time) is { } at => now.Date + at is var today && today > now ? today.AddDays(-1) : now.Date + at,
            _ => null as DateTime?,
        };
        if (moment is { } found)
            return GoTime.From(new DateTimeOffset(found, OffsetAt(found, clock.LocalTimeZone)));
        return WholeDay().IsMatch(text.Trim()) && DateTime.TryParse(text, CultureInfo.InvariantCulture, out var named)
            ? GoTime.From(new DateTimeOffset(EndOf(named), OffsetAt(EndOf(named), clock.LocalTimeZone)))
            : TryExact(text) ?? throw CommandLineProblem.Usage($"invalid time '{text}'", "Write it as 'yesterday 10:00', 'monday 09:30', '3 hours ago' or '2030-01-31 12:00'.");
    }

    private static GoTime? TryExact(string text)
    {
        try
        {
            return Moment.Parse("", text);
        }
        catch (ArchivistException)
        {
            return null;
        }
    }

    /// <summary>An hour that clocks skip counts with the offset before it.</summary>
    private static TimeSpan OffsetAt(DateTime local, TimeZoneInfo zone) => zone.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified));

    private static DateTime EndOf(DateTime day) => day.Date.AddDays(1).AddTicks(-1);

    private static DateTime? Before(DateTime now, int count, string unit)
    {
        TimeSpan? one = unit.TrimEnd('s') switch
        {
            "minute" => TimeSpan.FromMinutes(1),
            "hour" => TimeSpan.FromHours(1),
            "day" => TimeSpan.FromDays(1),
            "week" => TimeSpan.FromDays(7),
            _ => null,
        };
        return one is { } length && count < (now - DateTime.MinValue) / length ? now - (length * count) : null;
    }

    private static DateTime? DayOf(string word, DateTime now) => word switch
    {
        "today" => now.Date,
        "yesterday" => now.Date.AddDays(-1),
        // The last one: on a Monday, 'monday' is that of last week, and 'today' is today.
        _ when Enum.TryParse<DayOfWeek>(word, ignoreCase: true, out var day) && Enum.IsDefined(day) && !char.IsAsciiDigit(word[0]) => now.Date.AddDays(-(((int)now.DayOfWeek - (int)day + 6) % 7) - 1),
        _ => null,
    };

    private static TimeSpan? TimeOf(string word) =>
        DateTime.TryParseExact(word, Times, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var time) ? time.TimeOfDay : null;

    [GeneratedRegex(@"^\d{4}[-/]\d{2}[-/]\d{2}$")]
    private static partial Regex WholeDay();
}
