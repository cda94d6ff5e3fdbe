namespace Archivist.Images.Problems;

/// <summary>The firmware that boots an image.</summary>
public enum BootImageKind
{
    /// <summary>A BIOS, by El Torito.</summary>
    Bios,

    /// <summary>UEFI.</summary>
    Efi,
}
