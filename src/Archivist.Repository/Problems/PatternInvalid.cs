using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>A pattern has an unclosed bracket or an unfinished escape.</summary>
public sealed record PatternInvalid(string Pattern) : Problem(Failure.Usage, Pattern);
