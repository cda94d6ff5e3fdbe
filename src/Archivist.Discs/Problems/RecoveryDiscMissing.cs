using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>No recovery disc of a set is available.</summary>
public sealed record RecoveryDiscMissing(string Set) : Problem(Failure.MediumFailed, Set);
