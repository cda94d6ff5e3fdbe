using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>There is not enough space for an image at its target.</summary>
public sealed record ImageNeedsSpace(string Path, long Bytes, long Missing) : Problem(Failure.NoSpace, Path);
