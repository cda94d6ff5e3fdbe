using Archivist.Drills;
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
    Acceleration? Acceleration)
{
    /// <summary>What opens the disc.</summary>
    internal DrillKeyKind Unlock { get; init; } = DrillKeyKind.Password;

    /// <summary>Where the passphrase of the keyring is; null for nowhere.</summary>
    internal SecretReference? Passphrase { get; init; }

    /// <summary>The identity file that the stick gets; null for none.</summary>
    internal string? Identity { get; init; }

    /// <summary>Where shares are; each reference may hold several.</summary>
    internal IReadOnlyList<SecretReference> Shares { get; init; } = [];

    /// <summary>Whether the settings give a key of that kind.</summary>
    internal bool HasKeyFor(DrillKeyKind kind) => kind switch
    {
        DrillKeyKind.Passphrase => Passphrase is not null,
        DrillKeyKind.Stick => Identity is not null,
        DrillKeyKind.Shares => Shares.Count > 0,
        _ => true,
    };
}
