namespace Archivist.Discs.Burning;

/// <summary>The drives and disks of a machine. Thread-safe.</summary>
public interface IRecorders
{
    /// <summary>The recorder at an address.</summary>
    /// <param name="device">A drive, a disk, or a file or directory that stands for one.</param>
    /// <param name="mayBeBuiltIn">A built-in disk may be written to.</param>
    /// <param name="clock">Times the drive.</param>
    IDiscRecorder Open(string device, bool mayBeBuiltIn, TimeProvider clock);
}
