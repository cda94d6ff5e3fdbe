using System.Globalization;
using Archivist.App.Messages;
using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;

namespace Archivist.App.Cli;

/// <summary>Times as operators write them.</summary>
internal static class Moment
{
    private static readonly string[] Local =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy/MM/dd", "yyyy/MM/dd HH:mm", "yyyy/MM/dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss"];

    /// <summary>Local time as <c>2030-01-31 12:00:00</c> or a part of it, or RFC 3339; anything else is <see cref="Failure.Usage"/>.</summary>
    internal static GoTime Parse(string flag, string text)
    {
        if (GoTime.TryParse(text, out var exact))
            return exact;
        return DateTimeOffset.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var local)
            ? GoTime.From(local)
            : throw CommandLineProblem.Usage($"{flag}: invalid time '{text}'", "Write it as '2030-01-31 12:00:00'.");
    }

    /// <summary>The same moment or a later one.</summary>
    internal static bool IsAtLeast(this GoTime time, GoTime other) =>
        time.Seconds > other.Seconds || (time.Seconds == other.Seconds && time.Nanoseconds >= other.Nanoseconds);
}
