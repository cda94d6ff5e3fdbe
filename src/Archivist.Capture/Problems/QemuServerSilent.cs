using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>qemu-nbd does not serve an image in time.</summary>
public sealed record QemuServerSilent(string Path) : Problem(Failure.Failed, Path);
