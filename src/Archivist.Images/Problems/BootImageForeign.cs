using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>A boot image is none of GRUB's for El Torito.</summary>
public sealed record BootImageForeign(long Length) : Problem(Failure.Failed, "BIOS boot image");
