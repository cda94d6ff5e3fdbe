using Archivist.Drills.Machines;

namespace Archivist.Operations.Drilling;

/// <summary>What every drill with one image needs.</summary>
/// <param name="ImagePath">The image that is booted.</param>
/// <param name="Replica">The name of the replica that the machine can reach; null for the first one.</param>
/// <param name="TimeLimit">A drill that takes longer has failed.</param>
/// <param name="MemoryMiB">Memory of the machine.</param>
/// <param name="Acceleration">How QEMU runs the guest; null for the fastest way that a probe shows to work.</param>
/// <param name="Medium">How the image is attached.</param>
/// <param name="Unlock">What opens the disc.</param>
internal sealed record DrillOptions(string ImagePath, string? Replica, TimeSpan TimeLimit, int MemoryMiB, Acceleration? Acceleration, MediumAttachment Medium, DrillUnlock Unlock);
