using System.Globalization;

namespace Archivist.Discs.Labels;

/// <summary>How printed pages say things.</summary>
internal static class DiscWords
{
    internal static string Kind(DiscFacts disc) => disc switch
    {
        { Kind: "delta", BaseSet: { } set } => $"changes since {set}",
        { Kind: "recovery" } => "recovery disc (PAR2): stands in for a lost disc of this set",
        _ => "everything",
    };

    internal static string Snapshot(DiscFacts disc) => disc.Snapshot?.Short ?? "none";

    /// <summary>64 hexadecimal digits in groups of eight, so that two people can compare them aloud.</summary>
    internal static string Grouped(string hex) => string.Join(' ', hex.Chunk(8).Select(group => new string(group)));

    internal static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
