using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>What is missing of a set is going to be computed from its other discs, which takes space.</summary>
public sealed record ComputingNeedsSpace(string Set, long Needed, string Folder, long Free) : Problem(Failure.None, Set);
