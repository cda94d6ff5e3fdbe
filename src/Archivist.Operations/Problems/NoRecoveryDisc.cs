using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>No recovery disc is among the discs that are known.</summary>
public sealed record NoRecoveryDisc(string? Set) : Problem(Failure.MediumFailed, Set ?? "discs");
