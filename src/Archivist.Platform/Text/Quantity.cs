using System.Globalization;

namespace Archivist.Platform.Text;

/// <summary>Numbers as people read them.</summary>
public static class Quantity
{
    /// <summary>A size in bytes with two decimals and a binary unit: <c>1.50 GiB</c>; below 1 KiB as <c>12 B</c>.</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        double value = bytes;
        var unit = 0;
        while (value >= 1024 && unit < units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return unit == 0 ? $"{bytes} B" : string.Create(CultureInfo.InvariantCulture, $"{value:0.00} {units[unit]}");
    }

    /// <summary>A whole number of bytes, with K, M, G or T (in 1024) behind it if wanted; null for anything else.</summary>
    public static long? ParseBytes(string text)
    {
        var power = text.Length == 0 ? -1 : "bkmgt".IndexOf(char.ToLowerInvariant(text[^1]), StringComparison.Ordinal);
        var digits = power >= 0 ? text[..^1] : text;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue >> (10 * Math.Max(0, power))
            ? number << (10 * Math.Max(0, power))
            : null;
    }

    /// <summary>Bytes per second: <c>1.50 GiB/s</c>; empty when less than a millisecond has passed.</summary>
    public static string Rate(long bytes, TimeSpan elapsed) =>
        elapsed.TotalSeconds < 0.001 ? "" : $"{Bytes((long)(bytes / elapsed.TotalSeconds))}/s";

    /// <summary>A length of time: <c>4.2 s</c>, <c>2 min 30 s</c> or <c>3 h 5 min</c>.</summary>
    public static string Duration(TimeSpan time) =>
        time.TotalSeconds < 60
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
            : time.TotalHours < 1 ? $"{time.Minutes} min {time.Seconds} s" : $"{(int)time.TotalHours} h {time.Minutes} min";

    /// <summary>How long the rest will take at the speed so far.</summary>
    public static string Remaining(long done, long total, TimeSpan elapsed) =>
        done <= 0 || total <= done ? "" : ", " + Duration(elapsed * ((double)(total - done) / done)) + " left";

    /// <summary>A number with its noun in the right form: <c>1 file</c>, <c>1,024 files</c>.</summary>
    public static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : many)}");
}
