using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An image and error correction fit on no medium.</summary>
public sealed record FitsNoMedium(string Path, long Bytes) : Problem(Failure.NoSpace, Path);
