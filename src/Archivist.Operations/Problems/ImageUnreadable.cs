using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Parts of an image file cannot be read.</summary>
public sealed record ImageUnreadable(string Path, long Bytes) : Problem(Failure.MediumFailed, Path);
