using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>No index of the repository knows a blob.</summary>
public sealed record BlobNotIndexed(BlobType Type, BlobId Blob, string Location) : Problem(Failure.DataLoss, Blob.ToString());
