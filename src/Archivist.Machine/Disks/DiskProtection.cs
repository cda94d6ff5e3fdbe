namespace Archivist.Machine.Disks;

/// <summary>Why a disk must stay as it is. Immutable.</summary>
/// <param name="Disk">The name of the disk, as <see cref="MachineDisk.Name"/>.</param>
/// <param name="Reason">What is on it.</param>
/// <param name="Place">Where that is: a directory or an address.</param>
public sealed record DiskProtection(string Disk, ProtectionReason Reason, string Place);
