using Archivist.Platform.Blocks;

namespace Archivist.Machine.Disks;

/// <summary>A disk that is there, as the kernel describes it; a file can stand for one. Immutable.</summary>
/// <param name="Name">The kernel's name, or the path of a file: what a person reads.</param>
/// <param name="Path">The path of the device file.</param>
/// <param name="Size">In bytes.</param>
public sealed record MachineDisk(string Name, string Path, long Size)
{
    /// <summary>Bytes in a logical sector: 512 or 4096.</summary>
    public int LogicalSector { get; init; } = 512;

    /// <summary>Bytes in a physical sector.</summary>
    public int PhysicalSector { get; init; } = 512;

    /// <summary>Whether its medium can be taken out.</summary>
    public bool IsRemovable { get; init; }

    /// <summary>Whether it refuses writes.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Maker and model.</summary>
    public string? Model { get; init; }

    /// <summary>The serial number.</summary>
    public string? Serial { get; init; }

    /// <summary>How it is connected: <c>nvme</c>, <c>usb</c>, <c>virtio</c>, <c>ata</c>, <c>mmc</c>; null for anything else.</summary>
    public string? Transport { get; init; }

    /// <summary>The partitions that the kernel sees on it, by number.</summary>
    public IReadOnlyList<DiskPartition> Partitions { get; init; } = [];

    /// <summary>What uses the disk or one of its partitions now; null for nothing.</summary>
    public DeviceUse? Use { get; init; }
}
