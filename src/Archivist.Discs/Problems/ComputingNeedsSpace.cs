using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The missing packs of a set are going to be computed from its other discs, which takes space.</summary>
public sealed record ComputingNeedsSpace(string Set, long Needed, string Folder, long Free) : Problem(Failure.None, Set);
