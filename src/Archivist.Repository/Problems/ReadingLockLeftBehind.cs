using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>The lock of a reader cannot be removed.</summary>
public sealed record ReadingLockLeftBehind(string Location, Cause Cause) : Problem(Failure.None, Location);
