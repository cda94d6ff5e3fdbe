using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>The lock of a reader cannot be written; what others prune meanwhile will be missing.</summary>
public sealed record ReadingWithoutLock(string Location, Cause Cause) : Problem(Failure.None, Location);
