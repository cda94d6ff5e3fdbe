using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A blob at this offset of a pack is damaged.</summary>
public sealed record PackBlobDamaged(PackId Pack, BlobId Blob, long Offset, BlobDamage Damage) : Problem(Failure.DataLoss, $"pack/{Pack}");
