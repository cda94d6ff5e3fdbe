using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Archivist.Repository;

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

    internal int Format(Span<byte> destination)
    {
        var local = DateTimeOffset.FromUnixTimeSeconds(Clamped).ToOffset(SafeOffset);
        local.TryFormat(destination, out var written, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        if (Nanoseconds != 0)
        {
            destination[written++] = (byte)'.';
            Utf8Formatter.TryFormat((uint)Nanoseconds, destination[written..], out var digits, new('D', 9));
            written += digits;
            while (destination[written - 1] == '0')
                written--;
        }

        if (local.Offset == TimeSpan.Zero)
        {
            destination[written++] = (byte)'Z';
            return written;
        }

        var minutes = (int)local.Offset.TotalMinutes;
        destination[written++] = (byte)(minutes < 0 ? '-' : '+');
        minutes = Math.Abs(minutes);
        Utf8Formatter.TryFormat((uint)minutes / 60, destination[written..], out _, new('D', 2));
        destination[written + 2] = (byte)':';
        Utf8Formatter.TryFormat((uint)minutes % 60, destination[(written + 3)..], out _, new('D', 2));
        return written + 5;
    }

    /// <summary>Reads RFC 3339 with up to nine decimals; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out GoTime time)
    {
        time = default;
        if (text.Length < 20)
            return false;
        var tail = 19;
        var nanoseconds = 0;
        if (text[tail] == '.')
        {
            var scale = 100_000_000;
            for (tail++; tail < text.Length && char.IsAsciiDigit(text[tail]); tail++, scale /= 10)
                nanoseconds += (text[tail] - '0') * scale;
        }

        var zone = text[tail..];
        if (zone.Length == 0 || (zone is not "Z" && (zone.Length != 6 || zone[0] is not ('+' or '-'))))
            return false;
        if (!DateTime.TryParseExact(
                text[..19], "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var wall))
            return false;
        var offset = 0;
        if (zone is not "Z")
        {
            if (zone[3] != ':' || !int.TryParse(zone[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
                || !int.TryParse(zone[4..6], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
                return false;
            offset = (zone[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
        }

        var seconds = (wall.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond - offset * 60L;
        time = new GoTime(seconds, nanoseconds, offset);
        return true;
    }

    private long Clamped => Math.Clamp(Seconds, MinimumSeconds + 86400, MaximumSeconds - 86400);

    private TimeSpan SafeOffset => TimeSpan.FromMinutes(Math.Clamp(OffsetMinutes, -14 * 60, 14 * 60));
}
