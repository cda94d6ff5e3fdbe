using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>None of the sources exists.</summary>
public sealed record SourcesNotFound(IReadOnlyList<string> Paths) : Problem(Failure.Usage, string.Join(", ", Paths));
