using Archivist.Platform.Problems;
using Archivist.Repository.Ids;
using Archivist.Repository.Stores;

namespace Archivist.Repository.Problems;

/// <summary>The pack that holds a blob is missing from the store and all its copies.</summary>
public sealed record BlobPackMissing(BlobType Type, BlobId Blob, ObjectName Pack, string Location) : Problem(Failure.DataLoss, Blob.ToString());
