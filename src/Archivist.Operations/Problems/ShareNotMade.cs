using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A share begins as those of a set that was made here, its checksum is right, and it is none of them.</summary>
/// <param name="Set">The two words with which it begins.</param>
public sealed record ShareNotMade(string Set) : Problem(Failure.Failed, "share");
