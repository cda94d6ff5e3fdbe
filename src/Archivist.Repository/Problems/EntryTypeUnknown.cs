using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>An entry of a tree has a type that cannot be restored.</summary>
public sealed record EntryTypeUnknown(SnapshotId Snapshot, BlobId Tree, FileName Name, string Type) : Problem(Failure.Findings, $"snapshot/{Snapshot}");
