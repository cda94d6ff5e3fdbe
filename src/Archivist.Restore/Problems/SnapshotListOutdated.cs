using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>The list of snapshots below a mount point cannot be refreshed.</summary>
public sealed record SnapshotListOutdated(Cause Cause) : Problem(Failure.Failed, "snapshots");
