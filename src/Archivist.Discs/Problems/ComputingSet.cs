using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The missing packs of a set are being computed from its other discs.</summary>
public sealed record ComputingSet(string Set, long Bytes) : Problem(Failure.None, Set);
