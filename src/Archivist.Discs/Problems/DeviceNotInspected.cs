using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A device cannot be inspected.</summary>
public sealed record DeviceNotInspected(Failure Failure, string Device, Cause Cause) : Problem(Failure, Device);
