namespace Archivist.Machine.Planning;

/// <summary>
/// A device of the new machine. Only disks have a path when the plan is made; what is built on them gets its name from the kernel once it is there, by sysfs (<c>partition</c>,
/// <c>dm/name</c>, <c>md/array_state</c>). The private constructor closes the set. Immutable.
/// </summary>
public abstract record DeviceReference
{
    private DeviceReference()
    {
    }

    /// <summary>A whole disk.</summary>
    public sealed record Disk(string Path) : DeviceReference;

    /// <summary>A partition.</summary>
    /// <param name="DiskPath">The path of its disk.</param>
    /// <param name="Number">As the partition table counts.</param>
    public sealed record Partition(string DiskPath, int Number) : DeviceReference;

    /// <summary>An opened LUKS container.</summary>
    /// <param name="Name">The name of the mapping.</param>
    public sealed record Crypt(string Name) : DeviceReference;

    /// <summary>A logical volume.</summary>
    /// <param name="Group">Its volume group.</param>
    /// <param name="Name">Its name in that.</param>
    public sealed record Volume(string Group, string Name) : DeviceReference;

    /// <summary>An array of md(4).</summary>
    /// <param name="Path">The path that it is created with.</param>
    public sealed record Array(string Path) : DeviceReference;
}
