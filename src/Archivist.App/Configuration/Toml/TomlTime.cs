namespace Archivist.App.Configuration.Toml;

/// <summary>TOML 1.0 "Offset Date-Time", "Local Date-Time", "Local Date", "Local Time"; the grammar is RFC 3339 5.6.</summary>
internal static class TomlTime
{
    /// <summary>Reads one token, or says what is wrong with it.</summary>
    internal static TomlValue? Parse(ReadOnlySpan<char> token, TomlPosition position, out string? cause)
    {
        var rest = token;
        cause = "not a date or time: expected 1979-05-27, 07:32:00, or both with T between them";
        DateOnly? date = null;
        if (TomlScalar.LooksLikeDate(rest))
        {
            if (!TryTakeDate(ref rest, out var day))
                return null;
            if (rest.IsEmpty)
            {
                cause = null;
                return new TomlValue.LocalDate(position, day);
            }

            if (rest[0] is not ('T' or 't' or ' '))
                return null;
            rest = rest[1..];
            date = day;
        }

        if (!TryTakeTime(ref rest, out var time))
            return null;
        TimeSpan? offset = null;
        if (!rest.IsEmpty && date is not null)
        {
            if (!TryTakeOffset(ref rest, out var east))
                return null;
            offset = east;
        }

        if (!rest.IsEmpty)
            return null;
        cause = null;
        return (date, offset) switch
        {
            (null, _) => new TomlValue.LocalTime(position, time),
            ({ } day, null) => new TomlValue.LocalDateTime(position, day.ToDateTime(time)),
            ({ } day, { } east) => new TomlValue.OffsetDateTime(position, day.ToDateTime(time), east),
        };
    }

    private static bool TryTakeDate(ref ReadOnlySpan<char> rest, out DateOnly date)
    {
        date = default;
        if (!TryTakeNumber(ref rest, 4, out var year) || !TryTake(ref rest, '-')
            || !TryTakeNumber(ref rest, 2, out var month) || !TryTake(ref rest, '-')
            || !TryTakeNumber(ref rest, 2, out var day))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    private static bool TryTakeTime(ref ReadOnlySpan<char> rest, out TimeOnly time)
    {
        time = default;
        if (!TryTakeNumber(ref rest, 2, out var hour) || !TryTake(ref rest, ':')
            || !TryTakeNumber(ref rest, 2, out var minute) || !TryTake(ref rest, ':')
            || !TryTakeNumber(ref rest, 2, out var second)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        var ticks = new TimeOnly(hour, minute, second).Ticks;
        if (TryTake(ref rest, '.'))
        {
            var digits = rest.Length - rest.TrimStart("0123456789").Length;
            if (digits == 0)
                return false;
            // A tick is 100 ns; as the specification asks, finer digits are cut off, not rounded.
            var unit = TimeSpan.TicksPerSecond;
            foreach (var digit in rest[..digits])
                ticks += (digit - '0') * (unit /= 10);
            rest = rest[digits..];
        }

        time = new TimeOnly(ticks);
        return true;
    }

    private static bool TryTakeOffset(ref ReadOnlySpan<char> rest, out TimeSpan offset)
    {
        offset = default;
        if (TryTake(ref rest, 'Z') || TryTake(ref rest, 'z'))
            return true;
        var sign = rest[0] is '-' ? -1 : 1;
        if (rest[0] is not ('+' or '-'))
            return false;
        rest = rest[1..];
        if (!TryTakeNumber(ref rest, 2, out var hours) || !TryTake(ref rest, ':')
            || !TryTakeNumber(ref rest, 2, out var minutes) || hours > 23 || minutes > 59)
        {
            return false;
        }

        offset = sign * new TimeSpan(hours, minutes, 0);
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, char wanted)
    {
        if (rest.IsEmpty || rest[0] != wanted)
            return false;
        rest = rest[1..];
        return true;
    }

    private static bool TryTakeNumber(ref ReadOnlySpan<char> rest, int digits, out int number)
    {
        number = 0;
        if (rest.Length < digits || !rest[..digits].ContainsOnlyDigits())
            return false;
        foreach (var digit in rest[..digits])
            number = number * 10 + (digit - '0');
        rest = rest[digits..];
        return true;
    }
}
