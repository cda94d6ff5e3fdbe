namespace Archivist.Images.Problems;

/// <summary>What boots an image.</summary>
public enum BootImageKind
{
    /// <summary>A BIOS, by El Torito.</summary>
    Bios,

    /// <summary>UEFI.</summary>
    Efi,
}
