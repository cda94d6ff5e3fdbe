using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Discs.Problems;

/// <summary>A snapshot needs a blob that no index knows.</summary>
public sealed record SnapshotNeedsUnknownBlob(SnapshotId Snapshot, BlobId Blob) : Problem(Failure.DataLoss, Snapshot.ToString());
