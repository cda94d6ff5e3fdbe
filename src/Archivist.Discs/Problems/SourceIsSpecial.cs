using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A source of an image is neither a file nor a directory.</summary>
public sealed record SourceIsSpecial(string Path) : Problem(Failure.Usage, Path);
