using Archivist.Discs.Sets;
using Archivist.Recovery.Program.Messages;
using Archivist.Recovery.Protocol;
using Archivist.Repository.Snapshots;

namespace Archivist.Recovery.Program;

/// <summary>The operator of a recovery: people at the consoles, or a drill's host at the other end of the port.</summary>
internal interface IRecoveryOperator
{
    /// <summary>The language of all output; it may change when someone chooses another.</summary>
    IRecoveryWords Words { get; }

    /// <summary>Reports an event.</summary>
    ValueTask ReportAsync(DrillEvent happened, CancellationToken cancellationToken);

    /// <summary>Receives the requests for discs on that machine.</summary>
    IDiscRequests DiscsOf(RecoveryMachine machine, TimeProvider clock);

    /// <summary>Whether a key that lies on a USB stick or a further disc is used without asking.</summary>
    bool UsesKeyMedia { get; }

    /// <summary>Asks for what opens the repository; null means that there is nothing else to try.</summary>
    /// <param name="attempt">1 for the first question.</param>
    /// <param name="hasKeyring">Whether the disc has a keyring, so that a key file or its passphrase may open it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    ValueTask<KeyAnswer?> AskKeyAsync(int attempt, bool hasKeyring, CancellationToken cancellationToken);

    /// <summary>Addresses at which copies may answer over the network; none to use the disc alone.</summary>
    ValueTask<IReadOnlyList<string>> AskReplicasAsync(CancellationToken cancellationToken);

    /// <summary>Chooses from all that the disc and the replicas have, oldest first; null when the one that is wanted is not among them.</summary>
    ValueTask<Snapshot?> ChooseSnapshotAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken);

    /// <summary>Chooses the target and prepares it.</summary>
    ValueTask<RestoreTarget> PrepareTargetAsync(RecoveryMachine machine, CancellationToken cancellationToken);

    /// <summary>Called when everything is restored and nothing is compared yet: the moment for a fault made on purpose.</summary>
    ValueTask BeforeComparisonAsync(string folder, CancellationToken cancellationToken);
}
