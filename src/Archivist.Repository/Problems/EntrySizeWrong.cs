using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>The size in bytes that an entry claims differs from the total length of its blobs.</summary>
public sealed record EntrySizeWrong(SnapshotId Snapshot, BlobId Tree, FileName Name, ulong Claimed, long Actual) : Problem(Failure.Findings, $"snapshot/{Snapshot}");
