using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A file claims another size in bytes than its blobs have together.</summary>
public sealed record EntrySizeWrong(SnapshotId Snapshot, BlobId Tree, FileName Name, ulong Claimed, long Actual) : Problem(Failure.Findings, $"snapshot/{Snapshot}");
