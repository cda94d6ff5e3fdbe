using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>A list of names that end with a NUL has an empty name.</summary>
public sealed record SourceListEmptyName() : Problem(Failure.Usage, "source list");
