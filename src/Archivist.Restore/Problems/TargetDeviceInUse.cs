using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>A device is mounted or otherwise in use.</summary>
public sealed record TargetDeviceInUse(string Device) : Problem(Failure.Usage, Device);
