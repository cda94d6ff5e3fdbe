using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A file for an image cannot be read.</summary>
public sealed record MasterSourceUnreadable(string Path) : Problem(Failure.None, Path);
