using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The missing packs of a set cannot be computed from its other discs.</summary>
public sealed record RecoveryNotPossible(string Set, Cause Cause) : Problem(Failure.None, Set);
