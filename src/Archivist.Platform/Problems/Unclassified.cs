namespace Archivist.Platform.Problems;

/// <summary>A problem that is still a sentence.</summary>
public sealed record Unclassified(Failure Failure, string Text, string? Hint) : Problem(Failure, "");
