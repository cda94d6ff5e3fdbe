namespace Archivist.Platform.Problems;

/// <summary>A file, directory or device cannot be read; <see cref="Failure.Usage"/> where the operator named a file that must be readable.</summary>
public sealed record PathNotReadable(string Path, Cause Cause, Failure Failure = Failure.Failed) : Problem(Failure, Path);
