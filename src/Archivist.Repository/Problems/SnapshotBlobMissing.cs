using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A snapshot needs a blob that no index knows.</summary>
public sealed record SnapshotBlobMissing(SnapshotId Snapshot, BlobType Type, BlobId Blob) : Problem(Failure.DataLoss, $"snapshot/{Snapshot}");
