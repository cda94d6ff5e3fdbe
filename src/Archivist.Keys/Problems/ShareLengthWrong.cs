using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>No share has this number of words.</summary>
/// <param name="Words">The number of words.</param>
public sealed record ShareLengthWrong(int Words) : Problem(Failure.Failed, "share");
