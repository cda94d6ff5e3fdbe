using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A source of objects for discs cannot be used.</summary>
public sealed record SourceUnavailable(string Source, Problem Reason) : Problem(Failure.None, Source);
