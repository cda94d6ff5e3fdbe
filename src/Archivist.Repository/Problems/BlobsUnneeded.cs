using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>Blobs that no snapshot needs, left behind by removed snapshots.</summary>
public sealed record BlobsUnneeded(int Blobs, long Bytes) : Problem(Failure.None, "blobs");
