namespace Archivist.Drills.Machines;

/// <summary>What a machine starts with before it reads the disc.</summary>
public enum MachineFirmware
{
    /// <summary>A PC with a BIOS.</summary>
    SeaBios,

    /// <summary>A PC with UEFI and Secure Boot off.</summary>
    Ovmf,

    /// <summary>A PC with UEFI that starts only what Microsoft's keys have signed.</summary>
    OvmfSecureBoot,
}
