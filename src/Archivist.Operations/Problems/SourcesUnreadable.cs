using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Sources of an image cannot be read.</summary>
public sealed record SourcesUnreadable(int Count) : Problem(Failure.Failed, "sources");
