using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A disk is not overwritten because of what it is.</summary>
public sealed record DeviceRefused(Failure Failure, string Device, DeviceFault Fault) : Problem(Failure, Device);
