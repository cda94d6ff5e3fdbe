using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>The marker of excluded directories is not a file name.</summary>
public sealed record CacheMarkInvalid(string Text) : Problem(Failure.Usage, Text);
