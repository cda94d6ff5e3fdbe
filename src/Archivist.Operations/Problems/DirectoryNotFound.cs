using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The operator named a directory that does not exist.</summary>
public sealed record DirectoryNotFound(string Path) : Problem(Failure.Usage, Path);
