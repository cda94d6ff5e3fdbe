using System.Globalization;
using Archivist.Machine.Reading;

namespace Archivist.Machine.Planning;

/// <summary>
/// The commands that make file systems as they were: with the UUID, the label and the features of the old one and not with the defaults of this mkfs, whose newest features a boot
/// loader may not read. What was made for other sectors is adapted, with a note.
/// </summary>
internal sealed class FileSystemMaking(MachineLayout layout, ICollection<PlanNote> notes)
{
    /// <summary>Null for a kind that is not made.</summary>
    /// <param name="old">What it was.</param>
    /// <param name="device">What to make it on.</param>
    /// <param name="bytes">The size of that.</param>
    /// <param name="sector">Bytes in a logical sector of that.</param>
    internal PlanStep.RunTool? Make(BlockDevice old, DeviceReference device, long bytes, int sector) => old.FileSystem switch
    {
        "ext2" or "ext3" or "ext4" => Tool($"/usr/sbin/mkfs.{old.FileSystem}", device, ["-q", "-F", .. Ext(old, sector), .. Pair("-U", old.Uuid), .. Pair("-L", old.Label)]),
        "xfs" => Tool("/usr/sbin/mkfs.xfs", device, ["-q", "-f", .. Xfs(old, sector), .. Pair("-L", old.Label)]),
        "btrfs" => Tool("/usr/sbin/mkfs.btrfs", device, ["-q", "-f", .. Pair("-U", old.Uuid), .. Pair("-L", old.Label)]),
        "vfat" => Tool("/usr/sbin/mkfs.vfat", device, [.. Fat(old, bytes, sector), .. Pair("-i", old.Uuid?.Replace("-", "", StringComparison.Ordinal)), .. Pair("-n", old.Label)]),
        "swap" => Tool("/usr/sbin/mkswap", device, ["-q", .. Pair("-U", old.Uuid), .. Pair("-L", old.Label)]),
        _ => null,
    };

    internal static PlanStep.RunTool Tool(string program, DeviceReference device, IEnumerable<string> words) =>
        new(program, [.. words.Select(word => new StepArgument.Word(word)), new StepArgument.Device(device)]) { Erases = [device] };

    private List<string> Ext(BlockDevice old, int sector)
    {
        if (old.Uuid is null || layout.Ext4.GetValueOrDefault(old.Uuid) is not { } header)
            return [];
        var block = Math.Max(header.BlockSize, sector);
        if (block != header.BlockSize)
            Adapted(old, sector);
        List<string> words = ["-O", "none," + string.Join(',', header.Features), "-b", Text(block), "-I", Text(header.InodeSize)];
        // As mke2fs accepts it: from one inode in each block to one in 64 MiB.
        if (header.BytesPerInode is { } density)
            words.AddRange(["-i", Text(Math.Clamp(density, block, 64 << 20))]);
        return words;
    }

    private List<string> Xfs(BlockDevice old, int sector)
    {
        if (old.Uuid is null)
            return [];
        if (layout.Xfs.GetValueOrDefault(old.Uuid) is not { } geometry)
            return ["-m", $"uuid={old.Uuid}"];
        string[] names = geometry["crc"] == 1 ? ["crc", "finobt", "rmapbt", "reflink", "bigtime", "inobtcount"] : ["crc", "finobt"];
        var inode = $"size={geometry["isize"]}" + (geometry["crc"] == 1 ? $",sparse={geometry["sparse"]},nrext64={geometry["nrext64"]}" : "");
        var sectors = Math.Max(geometry["sectsz"], sector);
        if (sectors != geometry["sectsz"])
            Adapted(old, sector);
        List<string> words =
        [
            "-m", string.Join(',', names.Select(name => $"{name}={geometry[name]}").Prepend($"uuid={old.Uuid}")), "-i", inode, "-b", $"size={geometry["bsize"]}", "-s", $"size={sectors}",
        ];
        if (geometry["crc"] == 0)
            words.AddRange(["-n", $"ftype={geometry["ftype"]}"]);
        return words;
    }

    /// <summary>A FAT32 has at least 65525 clusters, and a cluster at least a sector.</summary>
    private List<string> Fat(BlockDevice old, long bytes, int sector)
    {
        if (sector > old.LogicalSector)
            Adapted(old, sector);
        return old.Version switch
        {
            "FAT32" when sector > old.LogicalSector && bytes / sector < 65525 + 2048 => ["-F", "16"],
            { Length: 5 } version when version.StartsWith("FAT", StringComparison.Ordinal) => ["-F", version[3..]],
            _ => [],
        };
    }

    private void Adapted(BlockDevice old, int sector) => notes.Add(new PlanNote.SectorsAdapted(old.MountPoints.FirstOrDefault() ?? old.Name, old.FileSystem!, sector));

    private static string[] Pair(string flag, string? value) => value is null ? [] : [flag, value];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
