using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A set has no plan.</summary>
public sealed record SetNotPlanned(string Set) : Problem(Failure.Usage, Set);
