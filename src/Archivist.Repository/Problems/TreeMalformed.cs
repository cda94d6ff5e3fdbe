using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>The JSON of a tree is not well formed.</summary>
public sealed record TreeMalformed(BlobId Tree, Cause Cause) : Problem(Failure.Tampering, Tree.ToString());
