using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>The kernel's FUSE device cannot be opened.</summary>
public sealed record FuseUnavailable(Cause Cause) : Problem(Failure.Failed, "/dev/fuse");
