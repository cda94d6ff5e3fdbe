using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>What should be restored onto is neither a block device nor a file.</summary>
public sealed record NotDeviceOrFile(string Path) : Problem(Failure.Usage, Path);
