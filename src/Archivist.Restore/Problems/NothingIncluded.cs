using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Restore.Problems;

/// <summary>The includes of a restore match nothing in the snapshot.</summary>
public sealed record NothingIncluded(SnapshotId Snapshot) : Problem(Failure.Usage, Snapshot.ToString());
