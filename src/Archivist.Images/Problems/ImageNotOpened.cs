using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>An image or drive cannot be opened.</summary>
public sealed record ImageNotOpened(string Path, Cause Cause) : Problem(Failure.MediumFailed, Path);
