namespace Archivist.Platform.Problems;

/// <summary>A file or directory cannot be created or written for another reason than space.</summary>
public sealed record PathNotWritable(string Path, Cause Cause) : Problem(Failure.Failed, Path);
