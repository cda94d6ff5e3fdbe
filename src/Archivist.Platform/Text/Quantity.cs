using System.Globalization;

namespace Archivist.Platform.Text;

/// <summary>Formats numbers, sizes and durations for display.</summary>
public static class Quantity
{
    private static readonly string[] BinaryUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    private static readonly string[] DecimalUnits = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>A size in powers of 1024: <c>512 B</c>, <c>4.38 GiB</c>. For everything but the capacity of media.</summary>
    public static string Bytes(long bytes)
    {
        var (value, unit) = Scale(bytes, 1024);
        return unit == 0 ? $"{bytes} B" : string.Create(CultureInfo.InvariantCulture, $"{value:0.00} {BinaryUnits[unit]}");
    }

    /// <summary>The capacity of a medium, and what takes it up, in powers of 1000 as printed on the box: <c>700 MB</c>, <c>4.70 GB</c>.</summary>
    public static string Capacity(long bytes)
    {
        var (value, unit) = Scale(bytes, 1000);
        return $"{value.ToString(unit < 3 ? "0.#" : "0.00", CultureInfo.InvariantCulture)} {DecimalUnits[unit]}";
    }

    private static (double Value, int Unit) Scale(long bytes, int step)
    {
        var (value, unit) = ((double)bytes, 0);
        for (; value >= step && unit < BinaryUnits.Length - 1; unit++)
            value /= step;
        return (value, unit);
    }

    /// <summary>Bytes per second: <c>1.50 GiB/s</c>; empty when less than a millisecond has passed.</summary>
    public static string Rate(long bytes, TimeSpan elapsed) =>
        elapsed.TotalSeconds < 0.001 ? "" : $"{Bytes((long)(bytes / elapsed.TotalSeconds))}/s";

    /// <summary>
    /// A duration in its two largest units, rounded, from tenths of a second up to days: <c>4.2 s</c>, <c>31 s</c>, <c>2 min 30 s</c>, <c>3 h 5 min</c>, <c>1 d 2 h</c>. A second
    /// unit that would be zero is left out: <c>2 min</c>.
    /// </summary>
    /// <param name="time">The duration; not negative.</param>
    /// <param name="gap">The character between a number and its unit, such as a no-break space.</param>
    public static string Duration(TimeSpan time, char gap = ' ')
    {
        if (time.TotalSeconds < 9.95)
            return string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0}{gap}s");
        var seconds = (long)Math.Round(time.TotalSeconds);
        return seconds switch
        {
            < 60 => $"{seconds}{gap}s",
            < 3600 => Pair(seconds / 60, "min", seconds % 60, "s"),
            < 86400 => Pair(seconds / 3600, "h", seconds % 3600 / 60, "min"),
            _ => Pair(seconds / 86400, "d", seconds % 86400 / 3600, "h"),
        };

        string Pair(long large, string largeUnit, long small, string smallUnit) =>
            small == 0 ? $"{large}{gap}{largeUnit}" : $"{large}{gap}{largeUnit} {small}{gap}{smallUnit}";
    }

    /// <summary>The time left at the average speed so far, as the end of a sentence: <c>, 2 min 30 s left</c>; empty before the first byte and after the last.</summary>
    public static string Remaining(long done, long total, TimeSpan elapsed) =>
        done <= 0 || total <= done ? "" : ", " + Duration(elapsed * ((double)(total - done) / done)) + " left";

    /// <summary>A number with its noun in the right form: <c>1 file</c>, <c>1,024 files</c>.</summary>
    public static string Count(long count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : many)}");
}
