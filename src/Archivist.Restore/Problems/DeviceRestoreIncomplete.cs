using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>Not everything could be restored onto a device, so that its content is not usable.</summary>
public sealed record DeviceRestoreIncomplete(Failure Failure, string Device, Cause Cause) : Problem(Failure, Device);
