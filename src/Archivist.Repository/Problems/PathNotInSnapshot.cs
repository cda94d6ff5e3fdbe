using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A snapshot has no entry at this path.</summary>
public sealed record PathNotInSnapshot(string Path, SnapshotId Snapshot) : Problem(Failure.Usage, Path);
