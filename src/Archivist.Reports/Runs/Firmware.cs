namespace Archivist.Reports.Runs;

/// <summary>What starts a computer.</summary>
public enum Firmware
{
    /// <summary>The old way: PC BIOS.</summary>
    Bios,

    /// <summary>UEFI.</summary>
    Uefi,

    /// <summary>UEFI that starts signed programs only.</summary>
    SecureBoot,
}
