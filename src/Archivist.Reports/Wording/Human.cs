using System.Globalization;
using Archivist.Platform.Text;

namespace Archivist.Reports.Wording;

/// <summary>Numbers and times for display. Exact values stand beside them where they matter.</summary>
internal static class Human
{
    /// <summary>Narrow no-break space: groups digits in every language, and never breaks a line.</summary>
    private const string Gap = "\u202f";

    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = Gap, NumberGroupSizes = [3] };

    /// <summary>1 234 567</summary>
    internal static string Number(long number) => number.ToString("#,0", Grouped);

    /// <inheritdoc cref="Quantity.Bytes"/>
    internal static string Bytes(long bytes) => Quantity.Bytes(bytes).Replace(" ", Gap, StringComparison.Ordinal);

    /// <inheritdoc cref="Quantity.Capacity"/>
    internal static string Capacity(long bytes) => Quantity.Capacity(bytes).Replace(" ", Gap, StringComparison.Ordinal);

    /// <summary>4 700 372 992 bytes</summary>
    internal static string ExactBytes(long bytes) => bytes == 1 ? "1 byte" : Number(bytes) + Gap + "bytes";

    /// <summary><see cref="Quantity.Duration"/> of a number of seconds from a record; <c>unknown</c> when the number makes no sense.</summary>
    internal static string Duration(double seconds) =>
        double.IsNaN(seconds) || seconds < 0 || seconds > 1e9 ? "unknown" : Quantity.Duration(TimeSpan.FromSeconds(seconds), Gap[0]);

    /// <summary>Sunday 22 November 2026</summary>
    internal static string Day(DateTimeOffset time) => time.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>22 November 2026, 03:00 UTC</summary>
    internal static string Moment(DateTimeOffset time) =>
        $"{time.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} {Zone(time)}";

    /// <summary>03:00 UTC, or 04:00 UTC+01:00</summary>
    internal static string Clock(DateTimeOffset time) => $"{time.ToString("HH:mm", CultureInfo.InvariantCulture)} {Zone(time)}";

    /// <summary>1 file, 2 files</summary>
    internal static string Count(long number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    private static string Zone(DateTimeOffset time) =>
        time.Offset == TimeSpan.Zero ? "UTC" : "UTC" + time.ToString("zzz", CultureInfo.InvariantCulture);
}
