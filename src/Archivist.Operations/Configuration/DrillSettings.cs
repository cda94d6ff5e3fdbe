using Archivist.Drills.Machines;
using Archivist.Platform;

namespace Archivist.Operations.Configuration;

/// <summary>How drills are run, unless a schedule's step says otherwise.</summary>
/// <param name="Firmware">What the machine starts with; one drill each.</param>
/// <param name="MemoryMebibytes">Memory of the machine.</param>
/// <param name="TimeLimit">A drill that takes longer has failed.</param>
/// <param name="Acceleration">How QEMU runs the guest; null for the fastest way that a probe shows to work.</param>
internal sealed record DrillSettings(
    IReadOnlyList<Firmware> Firmware,
    int MemoryMebibytes,
    TimeSpan TimeLimit,
    Acceleration? Acceleration);
