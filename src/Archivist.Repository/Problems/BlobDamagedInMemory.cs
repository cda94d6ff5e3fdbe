using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A blob was damaged in memory while it was made, and was not stored.</summary>
public sealed record BlobDamagedInMemory(BlobType Type, BlobId Blob, WriteDamage Damage) : Problem(Failure.Failed, Blob.ToString());
