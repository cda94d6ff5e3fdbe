using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The repository cannot be read, so replicas are compared only with what was seen on them before.</summary>
public sealed record RepositoryNotCompared(string Location, Cause Cause) : Problem(Failure.None, Location);
