using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Images of a set are wanted, and its plan is missing.</summary>
public sealed record PlanOfSetMissing(string Set) : Problem(Failure.Usage, Set);
