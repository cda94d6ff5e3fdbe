using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>A word of a share is not in the list.</summary>
/// <param name="Position">Which word, counted from 1.</param>
/// <param name="Word">The word as it was typed.</param>
/// <param name="Candidates">Words of the list that may be meant, the closest first; may be empty.</param>
public sealed record ShareWordUnknown(int Position, string Word, IReadOnlyList<string> Candidates) : Problem(Failure.Failed, "share");
