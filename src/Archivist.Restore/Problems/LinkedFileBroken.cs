using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>A hard link to a file that could not be restored.</summary>
public sealed record LinkedFileBroken(Failure Failure, string Path, string First) : Problem(Failure, Path);
