using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A snapshot has no sources: none is named, or those that are named do not exist; the first of them, and why.</summary>
public sealed record NoSources(string? Path, Cause? Cause) : Problem(Failure.Usage, Path ?? "sources");
