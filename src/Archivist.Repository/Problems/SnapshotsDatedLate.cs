using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>Snapshots that are dated after one that was made from them do not count for retention, and stay.</summary>
public sealed record SnapshotsDatedLate(int Snapshots) : Problem(Failure.None, "retention");
