using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>There is no image at a path.</summary>
public sealed record ImageFileMissing(string Path) : Problem(Failure.MediumFailed, Path);
