using Archivist.Drills.Machines;
using Archivist.Platform;
using Archivist.Recovery.Protocol;
using Archivist.Repository.Ids;

namespace Archivist.Drills;

/// <summary>A request for a drill: the image, the machine, and the expected snapshot.</summary>
public sealed record RecoveryDrillRequest
{
    /// <summary>Booted as it is.</summary>
    public required string ImagePath { get; init; }

    /// <summary>Opens the repository.</summary>
    public required DrillKey Key { get; init; }

    /// <summary>The snapshot that must come back; its changes since the disc are on the replica.</summary>
    public required SnapshotId Snapshot { get; init; }

    /// <summary>The newest snapshot on the disc, for faults that leave the disc alone with it.</summary>
    public required SnapshotId SnapshotOnDisc { get; init; }

    /// <summary>A byte of a pack on the disc that <see cref="SnapshotOnDisc"/> needs.</summary>
    public required (PackId Pack, long Offset) NeededByte { get; init; }

    /// <summary>Where the replica listens on this machine's loopback.</summary>
    public required int ReplicaPort { get; init; }

    /// <summary>The size of the blank disk in bytes.</summary>
    public required long TargetLength { get; init; }

    /// <summary>The directory for logs, the target disk and copies of the image; created when missing.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>The firmware of the machine.</summary>
    public Firmware Firmware { get; init; } = Firmware.Bios;

    /// <summary>How the image is attached.</summary>
    public MediumAttachment Medium { get; init; } = MediumAttachment.Disc;

    /// <summary>The acceleration of the machine.</summary>
    public Acceleration Acceleration { get; init; } = Acceleration.Tcg;

    /// <summary>Memory of the machine.</summary>
    public int MemoryMiB { get; init; } = 2048;

    /// <summary>The drill fails when it takes longer.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The fault to inject.</summary>
    public DrillFault Fault { get; init; } = DrillFault.None;
}
