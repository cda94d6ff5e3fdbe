namespace Archivist.Machine.Disks;

/// <summary>A partition that the kernel sees. Immutable.</summary>
/// <param name="Number">As the partition table counts.</param>
/// <param name="Name">The kernel's name.</param>
/// <param name="Path">The path of the device file.</param>
/// <param name="Start">First byte.</param>
/// <param name="Size">In bytes.</param>
public sealed record DiskPartition(int Number, string Name, string Path, long Start, long Size);
