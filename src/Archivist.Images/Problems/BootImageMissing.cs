using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>The boot image that a layout names is not among the files of the disc.</summary>
public sealed record BootImageMissing(BootImageKind Kind, string Path) : Problem(Failure.Failed, Path);
