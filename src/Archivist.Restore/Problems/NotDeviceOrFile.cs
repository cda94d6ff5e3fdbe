using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>The target of a device restore is neither a block device nor a file.</summary>
public sealed record NotDeviceOrFile(string Path) : Problem(Failure.Usage, Path);
