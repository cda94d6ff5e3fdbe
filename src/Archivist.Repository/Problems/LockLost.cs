using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>The lock that this process held was removed, or was not refreshed for too long, while it was needed.</summary>
public sealed record LockLost(string Location) : Problem(Failure.RepositoryLocked, Location);
