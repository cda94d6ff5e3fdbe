namespace Archivist.Drills.Machines;

/// <summary>Who executes the machine's instructions.</summary>
public enum Acceleration
{
    /// <summary>QEMU translates them: slower, and works everywhere.</summary>
    Tcg,

    /// <summary>The processor itself, through /dev/kvm. Only after <see cref="AccelerationProbe"/> has seen it work.</summary>
    Kvm,
}
