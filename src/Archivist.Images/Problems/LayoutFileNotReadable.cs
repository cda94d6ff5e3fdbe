using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>A file cannot be read while the image with it is being written.</summary>
public sealed record LayoutFileNotReadable(string Path, Cause Cause) : Problem(Failure.Failed, Path);
