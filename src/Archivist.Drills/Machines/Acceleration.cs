namespace Archivist.Drills.Machines;

/// <summary>How a machine's instructions are executed.</summary>
public enum Acceleration
{
    /// <summary>QEMU translates them: slower, and works everywhere.</summary>
    Tcg,

    /// <summary>The processor itself, through /dev/kvm. Only after <see cref="AccelerationProbe"/> has seen it work.</summary>
    Kvm,
}
