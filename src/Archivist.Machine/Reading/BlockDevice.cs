namespace Archivist.Machine.Reading;

/// <summary>A block device of the old machine as lsblk(8) saw it, with the devices that are built on it. Immutable.</summary>
/// <param name="Name">The name: of mapped devices the name of the mapping.</param>
/// <param name="KernelName">The kernel's name, such as <c>sda1</c> or <c>dm-0</c>.</param>
/// <param name="Type">lsblk's type: <c>disk</c>, <c>part</c>, <c>crypt</c>, <c>lvm</c>, <c>raid1</c>.</param>
/// <param name="Size">In bytes.</param>
public sealed record BlockDevice(string Name, string KernelName, string Type, long Size)
{
    /// <summary>The path of the device file on the old machine.</summary>
    public string Path { get; init; } = $"/dev/{KernelName}";

    /// <summary>The kernel's name of the device below, where lsblk tells it.</summary>
    public string? Parent { get; init; }

    /// <summary>Where a partition begins, in units of 512 bytes; null where that is not known.</summary>
    public long? Start { get; init; }

    /// <summary>blkid's type of the content: <c>ext4</c>, <c>crypto_LUKS</c>, <c>LVM2_member</c>; null for none.</summary>
    public string? FileSystem { get; init; }

    /// <summary>The version of the content, such as <c>FAT32</c> or <c>2</c> for LUKS2.</summary>
    public string? Version { get; init; }

    /// <summary>The label of the content.</summary>
    public string? Label { get; init; }

    /// <summary>The UUID of the content, as blkid writes it.</summary>
    public string? Uuid { get; init; }

    /// <summary>The UUID of the partition.</summary>
    public string? PartitionUuid { get; init; }

    /// <summary>Where it is mounted; <c>[SWAP]</c> for swap space in use.</summary>
    public IReadOnlyList<string> MountPoints { get; init; } = [];

    /// <summary>The kind of partition table, <c>gpt</c> or <c>dos</c>: of the device, and of a partition that of the disk it is on.</summary>
    public string? TableType { get; init; }

    /// <summary>How a disk is attached, such as <c>usb</c> or <c>nvme</c>.</summary>
    public string? Transport { get; init; }

    /// <summary>The model of a disk.</summary>
    public string? Model { get; init; }

    /// <summary>The serial number of a disk.</summary>
    public string? Serial { get; init; }

    /// <summary>Bytes in a logical sector; 512 where that is not known.</summary>
    public int LogicalSector { get; init; } = 512;

    /// <summary>A partition table may be on it.</summary>
    internal bool CanHoldTable => Type is not ("part" or "crypt" or "lvm" or "rom");

    /// <summary>What is built on it; a device on several others is a child of each of them.</summary>
    public IReadOnlyList<BlockDevice> Children { get; init; } = [];

    /// <summary>This device and everything that is built on it, parents first.</summary>
    public IEnumerable<BlockDevice> WithAll() => Children.SelectMany(child => child.WithAll()).Prepend(this);
}
