using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A device cannot be opened.</summary>
public sealed record DeviceNotOpened(string Device, Cause Cause) : Problem(Failure.MediumFailed, Device);
