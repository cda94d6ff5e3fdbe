using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The map of a rescue cannot be read.</summary>
public sealed record RescueMapNotReadable(string Path, Cause Cause) : Problem(Failure.Usage, Path);
