using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A snapshot needs a blob that no index knows; nothing was changed.</summary>
public sealed record BlobNeededNotIndexed(SnapshotId Snapshot, BlobType Type, BlobId Blob) : Problem(Failure.DataLoss, $"snapshot/{Snapshot}");
