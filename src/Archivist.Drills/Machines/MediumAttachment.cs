namespace Archivist.Drills.Machines;

/// <summary>How the image reaches the machine.</summary>
public enum MediumAttachment
{
    /// <summary>A disc in a SATA drive.</summary>
    Disc,

    /// <summary>A USB stick that the image was copied to.</summary>
    UsbStick,
}
