using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>Blobs that are stored in several places; the number and size in bytes of the superfluous ones.</summary>
public sealed record BlobsDuplicated(int Blobs, long Bytes) : Problem(Failure.None, "blobs");
