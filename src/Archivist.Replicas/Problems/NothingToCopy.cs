using Archivist.Platform.Problems;

namespace Archivist.Replicas.Problems;

/// <summary>The place to copy from holds no repository.</summary>
public sealed record NothingToCopy(string Location) : Problem(Failure.RepositoryMissing, Location);
