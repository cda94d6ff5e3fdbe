using Archivist.Operations.Problems;
using Archivist.Platform;
using Archivist.Platform.Problems;
using Archivist.Recovery.Builder;
using Archivist.Recovery.Protocol;
using Archivist.Repository.Ids;

namespace Archivist.Operations.Events;

/// <summary>What an operation is doing or has decided, for a person who waits; front ends have the words. The private constructor closes the set. Immutable.</summary>
public abstract record Notice
{
    private Notice()
    {
    }

    /// <summary>A lock is waited for, or one that was left behind is passed over.</summary>
    public sealed record Lock(Problem Problem) : Notice;

    /// <summary>A replica is created.</summary>
    public sealed record ReplicaBegun(string Replica, string Address) : Notice;

    /// <summary>A replica is at a server that takes the files of repositories only, and so has no copy of the ledger.</summary>
    public sealed record LedgerNotTaken(string Address) : Notice;

    /// <summary>A replica is at a server that takes the files of repositories only, and so has no copy of the keyring.</summary>
    public sealed record KeyringNotTaken(string Address) : Notice;

    /// <summary>The repository or a replica of the settings was inspected.</summary>
    /// <param name="Replica">The name of the replica; null for the repository.</param>
    /// <param name="Address">Where it is.</param>
    /// <param name="Configuration">The beginning of the hash of its configuration; null when nothing was created there yet.</param>
    public sealed record PlaceInspected(string? Replica, string Address, string? Configuration) : Notice;

    /// <summary>A snapshot that was no longer in the repository is given up; the ledger has that now.</summary>
    public sealed record RemovalEntered(SnapshotId Snapshot) : Notice;

    /// <summary>What a prune is going to do.</summary>
    /// <param name="PacksDeleted">Packs that are removed.</param>
    /// <param name="PacksRepacked">Packs that are rewritten.</param>
    /// <param name="FreedBytes">Space that becomes free.</param>
    public sealed record PruneDecided(long PacksDeleted, long PacksRepacked, long FreedBytes) : Notice;

    /// <summary>An image fits on its medium; sizes in bytes.</summary>
    public sealed record ImageFits(long Length, long Capacity, string Medium) : Notice;

    /// <summary>The recovery environment is being built.</summary>
    public sealed record BuildingEnvironment(BuildStep Step) : Notice;

    /// <summary>A drill boots a machine.</summary>
    public sealed record DrillBooting(string Image, Firmware Firmware, DrillFault Fault) : Notice;

    /// <summary>The machine of a drill reported something.</summary>
    /// <param name="SincePowerOn">When, counted from power-on.</param>
    /// <param name="Report">What.</param>
    public sealed record DrillReported(TimeSpan SincePowerOn, MachineReport Report) : Notice;

    /// <summary>A share that was typed is good.</summary>
    /// <param name="Share">How it is named.</param>
    /// <param name="Set">The two words with which it begins.</param>
    /// <param name="Group">Its group, counted from 1.</param>
    /// <param name="Member">Its number in the group, counted from 1.</param>
    /// <param name="Needed">How many of the group are needed.</param>
    public sealed record ShareGood(string Share, string Set, int Group, int Member, int Needed) : Notice;

    /// <summary>A step of a schedule begins.</summary>
    public sealed record StepBegun(string Schedule, string Step) : Notice;

    /// <summary>The service starts a run.</summary>
    /// <param name="Schedule">The schedule.</param>
    /// <param name="At">The time of its calendar that the run is for.</param>
    /// <param name="IsCatchUp">That time was missed.</param>
    /// <param name="IsContinued">An interrupted run goes on.</param>
    /// <param name="Disregards">What it has been skipped for too long for; null for nothing.</param>
    public sealed record RunStarting(string Schedule, DateTimeOffset At, bool IsCatchUp, bool IsContinued, HoldReason? Disregards) : Notice;

    /// <summary>The service took a snapshot of what changed.</summary>
    /// <param name="Snapshot">The snapshot.</param>
    /// <param name="Files">Files that were looked at.</param>
    /// <param name="NewBytes">Bytes that the repository did not have.</param>
    public sealed record ChangesCaptured(SnapshotId Snapshot, long Files, long NewBytes) : Notice;

    /// <summary>Replicas have appeared, and are filled.</summary>
    public sealed record ReplicasConnected(IReadOnlyList<string> Replicas) : Notice;

    /// <summary>A run of the service has ended.</summary>
    public sealed record RunEnded(string Schedule, Failure Verdict, TimeSpan Elapsed) : Notice;

    /// <summary>A schedule is due and does not start yet.</summary>
    /// <param name="Schedule">The schedule.</param>
    /// <param name="Reason">Why not.</param>
    /// <param name="Since">Since when it has been due.</param>
    /// <param name="AnywayAt">When it starts regardless; null for a reason without such a limit.</param>
    public sealed record RunHeld(string Schedule, HoldReason Reason, DateTimeOffset Since, DateTimeOffset? AnywayAt) : Notice;
}
