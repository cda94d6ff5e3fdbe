using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>The name of a source is empty.</summary>
public sealed record SourceNameEmpty() : Problem(Failure.Usage, "source");
