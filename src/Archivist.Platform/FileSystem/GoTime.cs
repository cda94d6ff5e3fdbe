using System.Text;

namespace Archivist.Platform.FileSystem;

/// <summary>
/// A moment with nanoseconds and the offset of the clock that showed it: what RFC 3339 text in trees and snapshots holds.
/// </summary>
/// <param name="Seconds">Seconds since 1970-01-01T00:00:00Z; clamped to years 1 to 9999 when written.</param>
/// <param name="Nanoseconds">0 to 999,999,999.</param>
/// <param name="OffsetMinutes">East of Greenwich.</param>
public readonly record struct GoTime(long Seconds, int Nanoseconds, int OffsetMinutes) : IComparable<GoTime>
{
    private const long MinimumSeconds = -62135596800;
    private const long MaximumSeconds = 253402300799;
    private const long SecondsPerDay = 86400;
    private const int WallClockLength = 19;
    private const int LongestText = 64;

    /// <summary>The moment as .NET counts it, to 100 ns.</summary>
    public DateTimeOffset ToDateTimeOffset() =>
        DateTimeOffset.FromUnixTimeSeconds(Clamped)
            .AddTicks(Nanoseconds / 100).ToOffset(SafeOffset);

    /// <summary>Takes a moment with its own offset.</summary>
    public static GoTime From(DateTimeOffset moment)
    {
        var seconds = moment.ToUnixTimeSeconds();
        var ticks = moment.UtcTicks - DateTimeOffset.FromUnixTimeSeconds(seconds).UtcTicks;
        return new GoTime(seconds, (int)ticks * 100, (int)moment.Offset.TotalMinutes);
    }

    /// <summary>True when both name the same moment, whatever the offset.</summary>
    public bool IsSameMoment(GoTime other) => Seconds == other.Seconds && Nanoseconds == other.Nanoseconds;

    /// <summary>Which moment comes first, whatever the offsets.</summary>
    public int CompareTo(GoTime other) =>
        Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>RFC 3339 with as many decimals as needed, and <c>Z</c> for offset zero.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[40];
        return Encoding.ASCII.GetString(text[..Format(text)]);
    }

    /// <summary>Writes <see cref="ToString"/> as UTF-8 into at least 40 bytes; returns the number written.</summary>
    public int Format(Span<byte> destination)
    {
        var offset = Math.Clamp(OffsetMinutes, -14 * 60, 14 * 60);
        WriteWallClock(Clamped + (offset * 60L), destination);
        var written = WallClockLength;
        if (Nanoseconds != 0)
        {
            destination[written++] = (byte)'.';
            WriteDigits(destination.Slice(written, 9), Nanoseconds);
            written += 9;
            while (destination[written - 1] == '0')
                written--;
        }

        if (offset == 0)
        {
            destination[written++] = (byte)'Z';
            return written;
        }

        destination[written++] = (byte)(offset < 0 ? '-' : '+');
        WriteDigits(destination.Slice(written, 2), Math.Abs(offset) / 60);
        destination[written + 2] = (byte)':';
        WriteDigits(destination.Slice(written + 3, 2), Math.Abs(offset) % 60);
        return written + 5;
    }

    /// <summary>Reads RFC 3339 with up to nine decimals; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out GoTime time)
    {
        Span<byte> bytes = stackalloc byte[LongestText];
        time = default;
        return text.Length <= bytes.Length
            && Ascii.FromUtf16(text, bytes, out var length) is System.Buffers.OperationStatus.Done
            && TryParse(bytes[..length], out time);
    }

    /// <summary>Reads RFC 3339 in UTF-8 with up to nine decimals; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out GoTime time)
    {
        time = default;
        if (text.Length < WallClockLength + 1 || !TryReadWallClock(text[..WallClockLength], out var seconds))
            return false;
        var zone = text[WallClockLength..];
        var nanoseconds = 0;
        if (zone[0] == '.')
        {
            var scale = 100_000_000;
            for (zone = zone[1..]; !zone.IsEmpty && char.IsAsciiDigit((char)zone[0]); zone = zone[1..], scale /= 10)
                nanoseconds += (zone[0] - '0') * scale;
        }

        var offset = 0;
        if (!zone.SequenceEqual("Z"u8))
        {
            if (zone.Length != 6 || zone[0] is not ((byte)'+' or (byte)'-') || zone[3] != ':'
                || !TryReadDigits(zone[1..3], out var hours) || !TryReadDigits(zone[4..6], out var minutes))
                return false;
            offset = (zone[0] == '-' ? -1 : 1) * ((hours * 60) + minutes);
        }

        time = new GoTime(seconds - (offset * 60L), nanoseconds, offset);
        return true;
    }

    /// <summary>Writes <c>2006-01-02T15:04:05</c>.</summary>
    private static void WriteWallClock(long seconds, Span<byte> destination)
    {
        var (days, ofDay) = Math.DivRem(seconds - MinimumSeconds, SecondsPerDay);
        var date = DateOnly.FromDayNumber((int)days);
        WriteDigits(destination[..4], date.Year);
        destination[4] = (byte)'-';
        WriteDigits(destination.Slice(5, 2), date.Month);
        destination[7] = (byte)'-';
        WriteDigits(destination.Slice(8, 2), date.Day);
        destination[10] = (byte)'T';
        WriteDigits(destination.Slice(11, 2), (int)(ofDay / 3600));
        destination[13] = (byte)':';
        WriteDigits(destination.Slice(14, 2), (int)(ofDay / 60 % 60));
        destination[16] = (byte)':';
        WriteDigits(destination.Slice(17, 2), (int)(ofDay % 60));
    }

    private static bool TryReadWallClock(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':'
            || !TryReadDigits(text[..4], out var year) || !TryReadDigits(text[5..7], out var month) || !TryReadDigits(text[8..10], out var day)
            || !TryReadDigits(text[11..13], out var hour) || !TryReadDigits(text[14..16], out var minute) || !TryReadDigits(text[17..19], out var second)
            || year == 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
            return false;
        seconds = MinimumSeconds + (new DateOnly(year, month, day).DayNumber * SecondsPerDay) + (hour * 3600) + (minute * 60) + second;
        return true;
    }

    private static void WriteDigits(Span<byte> destination, int value)
    {
        for (var i = destination.Length - 1; i >= 0; i--, value /= 10)
            destination[i] = (byte)('0' + (value % 10));
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            value = (value * 10) + digit - '0';
        }

        return true;
    }

    private long Clamped => Math.Clamp(Seconds, MinimumSeconds + 86400, MaximumSeconds - 86400);

    private TimeSpan SafeOffset => TimeSpan.FromMinutes(Math.Clamp(OffsetMinutes, -14 * 60, 14 * 60));
}
