using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Restore.Problems;

/// <summary>No index knows a blob of a file.</summary>
public sealed record ContentNotIndexed(string Path, BlobId Blob) : Problem(Failure.DataLoss, Path);
