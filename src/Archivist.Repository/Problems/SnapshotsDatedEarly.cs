using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>Snapshots that are dated before the one that they were made from do not count for retention, and stay.</summary>
public sealed record SnapshotsDatedEarly(int Snapshots) : Problem(Failure.None, "retention");
