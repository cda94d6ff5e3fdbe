using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>Bytes that are read back from a device are not those that were written.</summary>
public sealed record DeviceContentDiffers(string Device, long Bytes) : Problem(Failure.MediumFailed, Device);
