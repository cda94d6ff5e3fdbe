using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>A device cannot be opened to restore onto it.</summary>
public sealed record DeviceNotWritable(string Device, Cause Cause) : Problem(Failure.Failed, Device);
