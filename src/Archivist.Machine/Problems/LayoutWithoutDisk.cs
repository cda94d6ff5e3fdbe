using Archivist.Platform.Problems;

namespace Archivist.Machine.Problems;

/// <summary>No disk in a layout holds a mounted file system, so there is nothing to rebuild.</summary>
public sealed record LayoutWithoutDisk() : Problem(Failure.Failed, "lsblk.json");
