using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>A repository cannot be created where one is already.</summary>
public sealed record RepositoryExists(string Location) : Problem(Failure.Failed, Location);
