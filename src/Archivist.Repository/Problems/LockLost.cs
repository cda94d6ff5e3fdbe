using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>The own lock was removed, or not refreshed for too long, while it was needed.</summary>
public sealed record LockLost(string Location) : Problem(Failure.RepositoryLocked, Location);
