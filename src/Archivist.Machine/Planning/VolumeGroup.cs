using System.Globalization;
using Archivist.Machine.Reading;

namespace Archivist.Machine.Planning;

/// <summary>A volume group by its metadata, as vgcfgbackup(8) writes it. Immutable.</summary>
internal sealed class VolumeGroup
{
    private const int Sector = 512;

    private readonly LvmSection _root;
    private readonly LvmSection _group;
    private readonly string _text;

    private VolumeGroup(string name, LvmSection root, string text)
    {
        (Name, _root, _text) = (name, root, text);
        _group = root.Section(name) ?? throw new FormatException(name);
        ExtentBytes = _group.Number("extent_size") * Sector;
        Physicals = [.. (_group.Section("physical_volumes")?.Sections ?? []).Select(one => new PhysicalVolume(one.Name, one.Text("id") ?? "", one.Number("pe_start") * Sector, one.Number("pe_count")))];
        Volumes = [.. (_group.Section("logical_volumes")?.Sections ?? []).Select(one => new LogicalVolume(one.Name, Segments(one).Sum(part => part.Number("extent_count")), Segments(one).All(IsLinear)))];
    }

    internal string Name { get; }

    internal long ExtentBytes { get; }

    internal IReadOnlyList<PhysicalVolume> Physicals { get; }

    internal IReadOnlyList<LogicalVolume> Volumes { get; }

    /// <summary>Whether its volumes can be made smaller here: no mirrors, snapshots, caches and pools.</summary>
    internal bool IsPlain => Volumes.All(volume => volume.IsPlain);

    /// <summary>The first volume with a content of its own beside its data, such as a pool or a snapshot; null for none.</summary>
    internal string? Special => (_group.Section("logical_volumes")?.Sections ?? []).FirstOrDefault(one => !Segments(one).All(part => LvmGroup.IsRestored(part.Text("type"))))?.Name;

    /// <summary>The group that a physical volume belongs to; null when the layout has none.</summary>
    /// <param name="layout">The machine.</param>
    /// <param name="physical">The UUID of the physical volume.</param>
    internal static VolumeGroup? Find(MachineLayout layout, string? physical) =>
        layout.VolumeGroups.Select(group => new VolumeGroup(group.Key, group.Value, layout.VolumeGroupTexts[group.Key])).FirstOrDefault(group => group.Physicals.Any(one => one.Id == physical));

    /// <summary>The name that device mapper gives a volume.</summary>
    internal string MappedName(string volume) => $"{Name.Replace("-", "--", StringComparison.Ordinal)}-{volume.Replace("-", "--", StringComparison.Ordinal)}";

    internal long ExtentsFor(long bytes) => (bytes + ExtentBytes - 1) / ExtentBytes;

    /// <summary>
    /// Metadata for physical volumes of other sizes, for pvcreate and vgcfgrestore: what vgcfgbackup wrote where the group fits as it was, otherwise the same with smaller volumes
    /// one behind the other. Names and UUIDs stay.
    /// </summary>
    /// <param name="capacities">Bytes of the new devices by the UUIDs of the physical volumes.</param>
    /// <param name="leastOf">The least bytes of a volume.</param>
    /// <returns>Null when it does not fit.</returns>
    internal (string Text, bool IsAsBefore)? Fit(IReadOnlyDictionary<string, long> capacities, Func<LogicalVolume, long> leastOf)
    {
        var extents = Physicals.ToDictionary(one => one.Name, one => Math.Max(0, (capacities[one.Id] - one.Start) / ExtentBytes));
        if (Physicals.All(one => extents[one.Name] >= one.Extents))
            return (_text, true);
        if (!IsPlain)
            return null;
        var sizes = Volumes.Select(volume => volume.Extents).ToArray();
        var rooms = Volumes.Select(volume => volume.Extents - Math.Min(volume.Extents, ExtentsFor(leastOf(volume)))).ToArray();
        if (!Shares.Take(sizes, rooms, sizes.Sum() - extents.Values.Sum()))
            return null;
        return (Write(capacities, extents, sizes), false);
    }

    private string Write(IReadOnlyDictionary<string, long> capacities, Dictionary<string, long> extents, long[] sizes)
    {
        var physicals = _group.Section("physical_volumes")!;
        foreach (var one in Physicals)
        {
            physicals = physicals.With(physicals.Section(one.Name)!
                .With("dev_size", Text(capacities[one.Id] / Sector)).With("pe_count", Text(extents[one.Name])));
        }

        var volumes = _group.Section("logical_volumes");
        var (at, first) = (0, 0L);
        for (var i = 0; i < sizes.Length; i++)
        {
            var old = volumes!.Section(Volumes[i].Name)!;
            var parts = new List<LvmSection>();
            for (var done = 0L; done < sizes[i];)
            {
                for (; extents[Physicals[at].Name] == first; at++)
                    first = 0;
                var count = Math.Min(sizes[i] - done, extents[Physicals[at].Name] - first);
                parts.Add(Linear(parts.Count + 1, done, count, Physicals[at].Name, first));
                (done, first) = (done + count, first + count);
            }

            volumes = volumes.With(old.With("segment_count", Text(parts.Count)) with { Sections = [.. old.Sections.Where(section => !IsSegment(section)), .. parts] });
        }

        var group = _group.With(physicals);
        return _root.With(volumes is null ? group : group.With(volumes)).ToString();
    }

    private static LvmSection Linear(int number, long start, long count, string physical, long first) => new(
        string.Create(CultureInfo.InvariantCulture, $"segment{number}"),
        [
            KeyValuePair.Create("start_extent", Text(start)), KeyValuePair.Create("extent_count", Text(count)), KeyValuePair.Create("type", "\"striped\""),
            KeyValuePair.Create("stripe_count", "1"), KeyValuePair.Create("stripes", $"[\"{physical}\", {Text(first)}]"),
        ], []);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsSegment(LvmSection section) => section.Name.StartsWith("segment", StringComparison.Ordinal);

    private static IEnumerable<LvmSection> Segments(LvmSection volume) => volume.Sections.Where(IsSegment);

    private static bool IsLinear(LvmSection segment) => LvmGroup.IsRestored(segment.Text("type")) && segment.Text("stripe_count") is "1";
}
