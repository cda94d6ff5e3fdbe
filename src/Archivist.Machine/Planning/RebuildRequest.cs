using Archivist.Machine.Disks;
using Archivist.Machine.Reading;
using Archivist.Platform;

namespace Archivist.Machine.Planning;

/// <summary>What a plan is made from. Immutable.</summary>
/// <param name="Layout">The old machine.</param>
/// <param name="Targets">The disks to come back on, in the order of the old disks.</param>
/// <param name="Firmware">The firmware of the new machine.</param>
public sealed record RebuildRequest(MachineLayout Layout, IReadOnlyList<MachineDisk> Targets, Firmware Firmware)
{
    /// <summary>Disks that must stay as they are.</summary>
    public IReadOnlyList<DiskProtection> Protections { get; init; } = [];

    /// <summary>Where the file systems of the new machine are mounted.</summary>
    public string Root { get; init; } = "/mnt";
}
