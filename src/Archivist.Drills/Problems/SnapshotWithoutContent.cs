using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Drills.Problems;

/// <summary>A snapshot holds no file with content.</summary>
public sealed record SnapshotWithoutContent(SnapshotId Snapshot) : Problem(Failure.Usage, Snapshot.ToString());
