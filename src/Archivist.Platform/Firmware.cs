namespace Archivist.Platform;

/// <summary>The firmware that starts a computer.</summary>
public enum Firmware
{
    /// <summary>SeaBIOS.</summary>
    Bios,

    /// <summary>OVMF.</summary>
    Uefi,

    /// <summary>OVMF with Secure Boot and Microsoft's keys.</summary>
    SecureBoot,
}
