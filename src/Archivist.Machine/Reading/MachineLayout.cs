using System.Text;
using System.Text.Json;
using Archivist.Machine.Problems;
using Archivist.Platform;
using Archivist.Platform.Problems;

namespace Archivist.Machine.Reading;

/// <summary>The layout of a machine, read from the outputs of the tools. Immutable.</summary>
public sealed class MachineLayout
{
    private MachineLayout(IReadOnlyList<BlockDevice> devices) => Devices = devices;

    /// <summary>What lsblk listed, as trees from the disks up.</summary>
    public IReadOnlyList<BlockDevice> Devices { get; }

    /// <summary>Partition tables by the kernel's names of the disks.</summary>
    public IReadOnlyDictionary<string, PartitionTable> Tables { get; private init; } = new Dictionary<string, PartitionTable>();

    /// <summary>The firmware that started the machine; BIOS where the layout does not say.</summary>
    public Firmware Firmware { get; private init; }

    /// <summary>Whether the firmware's entries start systemd-boot, which lies in the ESP as files.</summary>
    public bool HasSystemdBoot { get; private init; }

    internal IReadOnlyDictionary<string, LvmSection> VolumeGroups { get; private init; } = new Dictionary<string, LvmSection>();

    /// <summary>The same, as vgcfgbackup wrote it.</summary>
    internal IReadOnlyDictionary<string, string> VolumeGroupTexts { get; private init; } = new Dictionary<string, string>();

    internal IReadOnlyDictionary<string, Ext4Header> Ext4 { get; private init; } = new Dictionary<string, Ext4Header>();

    internal IReadOnlyDictionary<string, XfsGeometry> Xfs { get; private init; } = new Dictionary<string, XfsGeometry>();

    internal IReadOnlyDictionary<string, LuksMetadata> Luks { get; private init; } = new Dictionary<string, LuksMetadata>();

    internal IReadOnlyDictionary<string, BtrfsTree> Btrfs { get; private init; } = new Dictionary<string, BtrfsTree>();

    internal IReadOnlyList<RaidArray> Arrays { get; private init; } = [];

    internal IReadOnlyList<MountEntry> Mounts { get; private init; } = [];

    /// <summary>Reads a layout. Only <c>lsblk.json</c> must be there; what the plan needs beside it, the plan asks for.</summary>
    /// <exception cref="ArchivistException"><see cref="LayoutIncomplete"/> or <see cref="LayoutUnreadable"/>.</exception>
    public static MachineLayout Read(IReadOnlyList<LayoutFile> files)
    {
        var byPath = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var devices = byPath.TryGetValue("lsblk.json", out var lsblk)
            ? Parse(lsblk, file => LsblkReader.Read(file.Content))
            : throw new ArchivistException(new LayoutIncomplete("lsblk.json"));
        return new MachineLayout(devices)
        {
            Tables = In("sfdisk/", file => SfdiskDump.Read(Text(file), SectorSize(file)), ".dump"),
            Firmware = byPath.TryGetValue("firmware", out var firmware) && Text(firmware).Trim() is "uefi" ? Firmware.Uefi : Firmware.Bios,
            HasSystemdBoot = byPath.TryGetValue("efibootmgr.txt", out var entries) && Text(entries).Contains("systemd-boot", StringComparison.OrdinalIgnoreCase)
                && !Text(entries).Contains("shim", StringComparison.OrdinalIgnoreCase) && !Text(entries).Contains("grub", StringComparison.OrdinalIgnoreCase),
            VolumeGroups = In("vgcfg/", file => LvmSection.Parse(Text(file))),
            VolumeGroupTexts = In("vgcfg/", Text),
            Ext4 = In("ext4/", file => Ext4Header.Read(Text(file))),
            Xfs = In("xfs/", file => XfsGeometry.Read(Text(file))),
            Luks = In("luks/", file => LuksMetadata.Find(file.Content) ?? throw new FormatException("LUKS")),
            Btrfs = In("btrfs/", file => BtrfsTree.Read(Text(file), byPath.TryGetValue(file.Path.Replace(".subvolumes", ".default", StringComparison.Ordinal), out var one) ? Text(one) : ""), ".subvolumes"),
            Arrays = byPath.TryGetValue("mdadm.conf", out var arrays) ? RaidArray.ReadAll(Text(arrays)) : [],
            Mounts = byPath.TryGetValue("findmnt.json", out var mounts) ? Parse(mounts, file => MountEntry.ReadAll(file.Content)) : [],
        };

        Dictionary<string, T> In<T>(string folder, Func<LayoutFile, T> read, string ending = "") => files
            .Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal) && file.Path.EndsWith(ending, StringComparison.Ordinal) && !file.Content.Span.Trim((byte)'\n').IsEmpty)
            .ToDictionary(file => file.Path[folder.Length..^ending.Length], file => Parse(file, read), StringComparer.OrdinalIgnoreCase);

        int SectorSize(LayoutFile file) => devices.FirstOrDefault(device => $"sfdisk/{device.KernelName.Replace('/', '!')}.dump" == file.Path)?.LogicalSector ?? 512;
    }

    private static string Text(LayoutFile file) => Encoding.UTF8.GetString(file.Content.Span);

    private static T Parse<T>(LayoutFile file, Func<LayoutFile, T> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception cause) when (cause is FormatException or JsonException or OverflowException)
        {
            throw new ArchivistException(new LayoutUnreadable(file.Path, Cause.Of(cause)), cause);
        }
    }
}
