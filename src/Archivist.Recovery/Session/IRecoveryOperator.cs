using Archivist.Recovery.Protocol;

namespace Archivist.Recovery.Session;

/// <summary>Who the recovery is done for: people at the consoles, or a drill's host at the other end of the port.</summary>
internal interface IRecoveryOperator
{
    /// <summary>Says what happened.</summary>
    ValueTask ReportAsync(DrillEvent happened, CancellationToken cancellationToken);

    /// <summary>Asks for the passphrase; null means that there is no other one to try.</summary>
    /// <param name="attempt">1 for the first question.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    ValueTask<string?> AskPassphraseAsync(int attempt, CancellationToken cancellationToken);
}
