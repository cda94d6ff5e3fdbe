using Archivist.Machine.Disks;
using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>A disk holds something that the rebuild itself needs.</summary>
/// <param name="Disk">The disk.</param>
/// <param name="Reason">What it holds.</param>
/// <param name="Place">Where that is.</param>
public sealed record TargetProtected(string Disk, ProtectionReason Reason, string Place) : Problem(Failure.Usage, Disk);
