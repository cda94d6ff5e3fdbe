using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A source of an image cannot be read.</summary>
public sealed record SourceNotReadable(string Path, Cause Cause) : Problem(Failure.Usage, Path);
