using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>What should mark a directory that is excluded is not the name of a file.</summary>
public sealed record CacheMarkInvalid(string Text) : Problem(Failure.Usage, Text);
