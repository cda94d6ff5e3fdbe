namespace Archivist.Operations.Configuration;

/// <summary>What a drill's machine starts with.</summary>
internal enum DrillFirmware
{
    /// <summary>SeaBIOS.</summary>
    Bios,

    /// <summary>OVMF.</summary>
    Uefi,

    /// <summary>OVMF with Secure Boot and Microsoft's keys.</summary>
    SecureBoot,
}
