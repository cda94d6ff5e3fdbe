namespace Archivist.Platform.Blocks;

/// <summary>What uses a disk, a partition or a file. The private constructor closes the set. Immutable.</summary>
public abstract record DeviceUse
{
    private DeviceUse()
    {
    }

    /// <summary>The root file system is on it.</summary>
    /// <param name="Part">The kernel's name of the disk or partition.</param>
    public sealed record RunningSystem(string Part) : DeviceUse;

    /// <summary>It is mounted.</summary>
    /// <param name="Part">The kernel's name of the disk or partition.</param>
    /// <param name="Point">Where; null where that is not known.</param>
    public sealed record Mounted(string Part, string? Point) : DeviceUse;

    /// <summary>It holds swap space.</summary>
    /// <param name="Part">The kernel's name of the disk or partition.</param>
    public sealed record Swap(string Part) : DeviceUse;

    /// <summary>Another block device is built on it.</summary>
    /// <param name="Part">The kernel's name of the disk or partition.</param>
    /// <param name="Holder">The kernel's name of the other device.</param>
    public sealed record PartOf(string Part, string Holder) : DeviceUse;

    /// <summary>A file holds swap space.</summary>
    public sealed record SwapFile : DeviceUse;

    /// <summary>A file is a loop device that is in use.</summary>
    public sealed record Loop(DeviceUse Use) : DeviceUse;
}
