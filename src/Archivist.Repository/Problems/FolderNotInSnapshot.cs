using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A snapshot has no directory at this path.</summary>
public sealed record FolderNotInSnapshot(string Path, SnapshotId Snapshot) : Problem(Failure.Usage, Path);
