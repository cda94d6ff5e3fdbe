using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The image of a rescue is complete but cannot be given its name.</summary>
public sealed record RescueImageNotRenamed(string Path, string Working, Cause Cause) : Problem(Failure.Failed, Path);
