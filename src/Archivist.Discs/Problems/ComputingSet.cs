using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>What is missing of a set is being computed from its other discs.</summary>
public sealed record ComputingSet(string Set, long Bytes) : Problem(Failure.None, Set);
