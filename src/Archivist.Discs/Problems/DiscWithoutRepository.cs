using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A disc holds no repository.</summary>
public sealed record DiscWithoutRepository(string Location) : Problem(Failure.RepositoryMissing, Location);
