namespace Archivist.Platform.Problems;

/// <summary>A problem in words.</summary>
/// <param name="Sentence">The object and what is wrong with it, without a final full stop.</param>
/// <param name="Hint">One imperative sentence that says what to do next; null where nothing general can be said.</param>
public sealed record Message(string Sentence, string? Hint = null);
