using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>qemu-nbd cannot open an image, in its words.</summary>
public sealed record QemuImageRefused(string Path, string Words) : Problem(Failure.Failed, Path);
