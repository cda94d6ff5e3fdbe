using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>Another process holds a lock that conflicts.</summary>
public sealed record RepositoryInUse(string Location, LockHolder Holder, bool IsForReading) : Problem(Failure.RepositoryLocked, Location);
