using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Problems;

/// <summary>A blob is damaged in every copy of its pack; the last copy that was tried.</summary>
public sealed record BlobDamaged(BlobType Type, BlobId Blob, ObjectName Pack, string Location, BlobDamage Damage) : Problem(Failure.Tampering, Blob.ToString());
