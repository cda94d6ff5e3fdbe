using System.Text;

namespace Archivist.Machine.Reading;

/// <summary>What a backup of <c>vgcfgbackup</c> tells of a volume group without its sizes. Immutable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PhysicalVolumes">The UUIDs of its physical volumes, as lsblk shows them.</param>
/// <param name="Kinds">The kinds of segments that its logical volumes have: <c>striped</c>, <c>thin-pool</c> and others.</param>
internal sealed record LvmGroup(string Name, IReadOnlyList<string> PhysicalVolumes, IReadOnlyList<string> Kinds)
{
    /// <summary>The first kind that the metadata alone does not bring back; null where all do.</summary>
    internal string? UnrestoredKind => Kinds.FirstOrDefault(kind => !IsRestored(kind));

    /// <summary>Whether <c>vgcfgrestore</c> brings volumes of this kind back whole: those without data of their own.</summary>
    internal static bool IsRestored(string? kind) => kind is "striped" or "linear";

    /// <exception cref="FormatException">It is not the backup of this group.</exception>
    internal static LvmGroup Read(string name, ReadOnlyMemory<byte> backup)
    {
        var group = LvmSection.Parse(Encoding.UTF8.GetString(backup.Span)).Section(name) ?? throw new FormatException(name);
        var segments = (group.Section("logical_volumes")?.Sections ?? []).SelectMany(volume => volume.Sections);
        return new LvmGroup(
            name, [.. (group.Section("physical_volumes")?.Sections ?? []).Select(one => one.Text("id")).OfType<string>()],
            [.. segments.Select(segment => segment.Text("type")).OfType<string>().Distinct()]);
    }
}
