using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>The entry at this path of a snapshot is not a regular file.</summary>
public sealed record PathNotFile(string Path, SnapshotId Snapshot) : Problem(Failure.Usage, Path);
