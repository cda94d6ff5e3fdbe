using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>What a device is cannot be found out.</summary>
public sealed record DeviceNotInspected(Failure Failure, string Device, Cause Cause) : Problem(Failure, Device);
