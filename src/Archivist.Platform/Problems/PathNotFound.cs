namespace Archivist.Platform.Problems;

/// <summary>The operator named a file, directory or device that does not exist.</summary>
public sealed record PathNotFound(string Path) : Problem(Failure.Usage, Path);
