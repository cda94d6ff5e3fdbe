using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A tree claims more entries than any file system holds.</summary>
public sealed record TreeEntriesExcessive(BlobId Tree, double Entries) : Problem(Failure.Tampering, Tree.ToString());
