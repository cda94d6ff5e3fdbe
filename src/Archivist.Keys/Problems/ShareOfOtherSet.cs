using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>A share belongs to another set than the first one.</summary>
/// <param name="Number">Which share, counted from 1.</param>
/// <param name="Words">The words with which it begins.</param>
/// <param name="Expected">The words with which the first one begins.</param>
public sealed record ShareOfOtherSet(int Number, string Words, string Expected) : Problem(Failure.Failed, "share");
