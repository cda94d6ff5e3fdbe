using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>The lock of a reader was lost; what others prune from now on will be missing.</summary>
public sealed record ReadingLockLost(string Location) : Problem(Failure.None, Location);
