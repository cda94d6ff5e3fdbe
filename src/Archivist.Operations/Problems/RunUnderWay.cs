using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Another process runs that schedule now.</summary>
public sealed record RunUnderWay(string Schedule) : Problem(Failure.RepositoryLocked, Schedule);
