namespace Archivist.Operations.Configuration;

/// <summary>How QEMU runs the guest.</summary>
internal enum DrillAcceleration
{
    /// <summary>KVM if a probe shows that it works here, otherwise emulation.</summary>
    Auto,

    /// <summary>Always emulation.</summary>
    Tcg,
}
