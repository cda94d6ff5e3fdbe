using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>The last name of a list does not end with a NUL.</summary>
public sealed record SourceListTruncated() : Problem(Failure.Usage, "source list");
