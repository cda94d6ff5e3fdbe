using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>No file in any snapshot matches a pattern.</summary>
public sealed record NoFileMatches(string Pattern) : Problem(Failure.Usage, Pattern);
