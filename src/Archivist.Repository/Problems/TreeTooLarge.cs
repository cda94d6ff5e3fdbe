using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>A directory has too many entries for one tree of the repository format; lengths in bytes of JSON.</summary>
public sealed record TreeTooLarge(long Length, long Limit) : Problem(Failure.Failed, "tree");
