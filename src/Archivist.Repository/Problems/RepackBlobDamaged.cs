using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A blob that is kept is damaged; nothing was removed.</summary>
public sealed record RepackBlobDamaged(PackId Pack, BlobId Blob, BlobDamage Damage) : Problem(Failure.Tampering, $"pack/{Pack}");
