using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A set has no disc of this number.</summary>
public sealed record DiscNumberInvalid(string Set, int Number, int Of) : Problem(Failure.Usage, Set);
