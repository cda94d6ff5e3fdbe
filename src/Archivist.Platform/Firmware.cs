namespace Archivist.Platform;

/// <summary>What starts a computer.</summary>
public enum Firmware
{
    /// <summary>SeaBIOS.</summary>
    Bios,

    /// <summary>OVMF.</summary>
    Uefi,

    /// <summary>OVMF with Secure Boot and Microsoft's keys.</summary>
    SecureBoot,
}
