using System.Globalization;
using Archivist.Platform.FileSystem;

namespace Archivist.Repository.Retention;

/// <summary>A length of calendar time as restic writes it: <c>2y5m7d3h</c>. None of its parts is negative.</summary>
public readonly record struct RetentionPeriod(int Years, int Months, int Days, int Hours)
{
    private const int MaximumNumber = 100_000_000;

    /// <summary>No time at all, which as a rule means that there is no rule.</summary>
    public bool IsZero => this == default;

    /// <summary>Reads numbers with the units y, m (months), d and h; of a unit that is named twice the last counts.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out RetentionPeriod period)
    {
        period = default;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !int.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > MaximumNumber)
                return false;
            switch (text[digits])
            {
                case 'y': period = period with { Years = number }; break;
                case 'm': period = period with { Months = number }; break;
                case 'd': period = period with { Days = number }; break;
                case 'h': period = period with { Hours = number }; break;
                default: return false;
            }

            text = text[(digits + 1)..];
        }

        return true;
    }

    /// <summary>As it is written, without the parts that are zero.</summary>
    public override string ToString() =>
        Part(Years, 'y') + Part(Months, 'm') + Part(Days, 'd') + Part(Hours, 'h');

    /// <summary>
    /// The moment that lies this long before <paramref name="moment"/>, in seconds since 1970; years, months and days are counted
    /// on the calendar, hours on the clock.
    /// </summary>
    /// <param name="moment">Counted in its own offset, or in <paramref name="zone"/> when that had the same offset then.</param>
    /// <param name="zone">The zone of this machine, whose summer time the calendar follows.</param>
    internal long SecondsBefore(GoTime moment, TimeZoneInfo zone)
    {
        var shown = moment.ToDateTimeOffset();
        var inZone = moment.OffsetMinutes != 0 && zone.GetUtcOffset(shown) == shown.Offset;
        var months = shown.Year * 12L + shown.Month - 1 - (Years * 12L + Months);
        var (year, month) = (Math.DivRem(months, 12, out var rest), rest + 1);
        if (year is < 2 or > 9998)
            return long.MinValue;
        // The 31st of a month of thirty days is the 1st of the next one.
        var days = new DateTime((int)year, (int)month, 1).Ticks / TimeSpan.TicksPerDay + shown.Day - 1 - Days;
        if (days < 366)
            return long.MinValue;
        var wall = (days - DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerDay) * 86400 + (long)shown.TimeOfDay.TotalSeconds;
        return (inZone ? ToUniversal(wall, zone) : wall - (long)shown.Offset.TotalSeconds) - Hours * 3600L;
    }

    /// <summary>A wall time that summer time left out or made twice is taken with the offset that is found first, as Go does.</summary>
    private static long ToUniversal(long wall, TimeZoneInfo zone)
    {
        var first = OffsetAt(wall, zone);
        var second = OffsetAt(wall - first, zone);
        return wall - second;
    }

    private static long OffsetAt(long seconds, TimeZoneInfo zone) =>
        (long)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(seconds)).TotalSeconds;

    private static string Part(int number, char unit) =>
        number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
}
