using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An image contains a repository, whose files may change while it is written; the path is empty for the root.</summary>
public sealed record RepositoryContained(string Path) : Problem(Failure.None, Path);
