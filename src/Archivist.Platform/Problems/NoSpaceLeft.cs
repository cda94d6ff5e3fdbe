namespace Archivist.Platform.Problems;

/// <summary>The file system of a path, or the user's quota on it, is full.</summary>
public sealed record NoSpaceLeft(string Path) : Problem(Failure.NoSpace, Path);
