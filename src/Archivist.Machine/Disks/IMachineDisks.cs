namespace Archivist.Machine.Disks;

/// <summary>The disks of the machine that is there.</summary>
public interface IMachineDisks
{
    /// <summary>Every disk with a medium in it, in the order of the kernel's names. Asks the kernel each time.</summary>
    /// <exception cref="IOException">The kernel does not answer.</exception>
    IReadOnlyList<MachineDisk> List();
}
