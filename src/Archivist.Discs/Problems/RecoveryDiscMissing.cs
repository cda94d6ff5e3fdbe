using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>None of the recovery discs of a set is at hand.</summary>
public sealed record RecoveryDiscMissing(string Set) : Problem(Failure.MediumFailed, Set);
