using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>An index claims a length in bytes that no blob can have.</summary>
public sealed record BlobTooLarge(BlobType Type, BlobId Blob, long Length) : Problem(Failure.Tampering, Blob.ToString());
