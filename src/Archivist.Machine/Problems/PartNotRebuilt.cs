using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>A part of this machine cannot be made again on a new disk; its files are captured as all others are.</summary>
/// <param name="Device">The device as lsblk names it, such as <c>/dev/sda3</c>.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">What was seen: a file system, a type of device or of volume, a model; empty where there is nothing to add.</param>
public sealed record PartNotRebuilt(string Device, NotRebuiltReason Reason, string Detail) : Problem(Failure.Findings, Device);
