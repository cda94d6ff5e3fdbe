using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The map of a rescue cannot be written.</summary>
public sealed record RescueMapNotStored(Failure Failure, string Path, Cause Cause) : Problem(Failure, Path);
