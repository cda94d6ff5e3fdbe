using Archivist.Discs.Sets;
using Archivist.Recovery.Program.Messages;
using Archivist.Recovery.Protocol;
using Archivist.Repository.Snapshots;

namespace Archivist.Recovery.Program;

/// <summary>Who the recovery is done for: people at the consoles, or a drill's host at the other end of the port.</summary>
internal interface IRecoveryOperator
{
    /// <summary>The language in which everything is said; it may change when someone chooses another.</summary>
    IRecoveryWords Words { get; }

    /// <summary>Says what happened.</summary>
    ValueTask ReportAsync(DrillEvent happened, CancellationToken cancellationToken);

    /// <summary>Who changes discs on that machine.</summary>
    IDiscRequests DiscsOf(RecoveryMachine machine, TimeProvider clock);

    /// <summary>Asks for the passphrase; null means that there is no other one to try.</summary>
    /// <param name="attempt">1 for the first question.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    ValueTask<string?> AskPassphraseAsync(int attempt, CancellationToken cancellationToken);

    /// <summary>Where copies might answer over the network; none when the disc alone shall do.</summary>
    ValueTask<IReadOnlyList<string>> AskReplicasAsync(CancellationToken cancellationToken);

    /// <summary>Chooses from all that the disc and the replicas have, oldest first; null when the one that is wanted is not among them.</summary>
    ValueTask<Snapshot?> ChooseSnapshotAsync(IReadOnlyList<Snapshot> snapshots, CancellationToken cancellationToken);

    /// <summary>Decides where everything goes, and makes that place ready.</summary>
    ValueTask<RestoreTarget> PrepareTargetAsync(RecoveryMachine machine, CancellationToken cancellationToken);

    /// <summary>Called when everything is restored and nothing is compared yet: the moment for a fault made on purpose.</summary>
    ValueTask BeforeComparisonAsync(string folder, CancellationToken cancellationToken);
}
