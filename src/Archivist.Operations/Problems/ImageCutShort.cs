using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An image ends before its file system does.</summary>
public sealed record ImageCutShort(string Path, long MissingBytes) : Problem(Failure.MediumFailed, Path);
