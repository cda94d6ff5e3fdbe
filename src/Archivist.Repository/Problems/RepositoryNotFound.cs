using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>There is no repository at this place.</summary>
public sealed record RepositoryNotFound(string Location) : Problem(Failure.RepositoryMissing, Location);
