using System.Text;
using System.Text.RegularExpressions;

namespace Archivist.Machine.Layout;

/// <summary>What the metadata backup of a volume group (<c>vgcfgbackup</c>) says that the commands need. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PhysicalVolumes">The UUIDs of its physical volumes, as lsblk shows them.</param>
/// <param name="Kinds">The kinds of segments that its logical volumes have: <c>striped</c>, <c>thin-pool</c> and others.</param>
internal sealed partial record VolumeGroup(string Name, IReadOnlyList<string> PhysicalVolumes, IReadOnlyList<string> Kinds)
{
    /// <summary>Kinds that <c>vgcfgrestore</c> brings back whole: those without data of their own.</summary>
    private static readonly string[] Plain = ["striped", "linear"];

    /// <summary>The first kind that the metadata alone does not bring back; null where all do.</summary>
    internal string? UnrestoredKind => Kinds.FirstOrDefault(kind => !Plain.Contains(kind));

    internal static VolumeGroup Read(string name, ReadOnlyMemory<byte> backup)
    {
        var text = Encoding.UTF8.GetString(backup.Span);
        var begin = text.IndexOf("physical_volumes {", StringComparison.Ordinal);
        var end = text.IndexOf("logical_volumes {", StringComparison.Ordinal);
        var physical = begin < 0 ? "" : end > begin ? text[begin..end] : text[begin..];
        return new VolumeGroup(
            name, [.. Id().Matches(physical).Select(match => match.Groups[1].Value)], [.. Segment().Matches(text).Select(match => match.Groups[1].Value).Distinct()]);
    }

    [GeneratedRegex("""^\s*id = "([^"]+)"\s*$""", RegexOptions.Multiline)]
    private static partial Regex Id();

    [GeneratedRegex("""^\s*type = "([^"]+)"\s*$""", RegexOptions.Multiline)]
    private static partial Regex Segment();
}
