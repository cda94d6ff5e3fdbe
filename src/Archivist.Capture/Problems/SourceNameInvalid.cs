using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>The name of a source has a NUL character, which is escaped.</summary>
public sealed record SourceNameInvalid(string Name) : Problem(Failure.Usage, Name);
