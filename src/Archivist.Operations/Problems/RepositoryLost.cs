using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The repository of the settings is missing, and a trace shows that it existed.</summary>
public sealed record RepositoryLost(string Location, RepositoryTrace Trace) : Problem(Failure.RepositoryMissing, Location);
