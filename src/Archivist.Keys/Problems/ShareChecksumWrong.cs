using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>The checksum of a share is wrong, though each of its words is in the list.</summary>
/// <param name="Positions">Words, counted from 1, one of which explains it, or two neighbours that were swapped; empty if several are wrong.</param>
public sealed record ShareChecksumWrong(IReadOnlyList<int> Positions) : Problem(Failure.Failed, "share");
