using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>A virtual machine uses an image, in the words of qemu-nbd.</summary>
public sealed record QemuImageLocked(string Path, string Words) : Problem(Failure.Failed, Path);
