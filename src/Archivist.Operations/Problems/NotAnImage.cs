using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A file is not a whole number of sectors.</summary>
public sealed record NotAnImage(string Path, long Bytes) : Problem(Failure.MediumFailed, Path);
