using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The image of a rescue cannot be opened for writing.</summary>
public sealed record RescueImageNotWritable(string Path, Cause Cause, bool Resumes) : Problem(Failure.Usage, Path);
