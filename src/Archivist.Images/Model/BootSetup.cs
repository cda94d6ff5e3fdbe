namespace Archivist.Images.Model;

/// <summary>The files that make an image boot from optical media and from a USB stick, on BIOS and on UEFI.</summary>
public sealed record BootSetup
{
    /// <summary>The path on the disc of GRUB's El Torito image; its boot information is patched as it is written.</summary>
    public required string BiosImagePath { get; init; }

    /// <summary>The path on the disc of the FAT image that is the EFI system partition.</summary>
    public required string EfiImagePath { get; init; }

    /// <summary>GRUB's <c>boot_hybrid.img</c>: 512 bytes, of which the first 440 become the master boot code.</summary>
    public required ReadOnlyMemory<byte> MasterBootCode { get; init; }
}
