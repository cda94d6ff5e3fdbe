using Archivist.Recovery.Protocol;

namespace Archivist.Recovery.Session;

/// <summary>People in front of the machine: every console shows everything, and any of them may answer.</summary>
internal sealed class ConsoleOperator(Consoles consoles) : IRecoveryOperator
{
    private const int Attempts = 5;

    /// <inheritdoc/>
    public async ValueTask ReportAsync(DrillEvent happened, CancellationToken cancellationToken) =>
        await consoles.WriteLineAsync(EventText.Of(happened), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<string?> AskPassphraseAsync(int attempt, CancellationToken cancellationToken)
    {
        if (attempt > Attempts)
            return null;
        if (attempt > 1)
            await consoles.WriteLineAsync("That passphrase opens nothing here.", cancellationToken);
        return await consoles.AskAsync("Passphrase: ", isSecret: true, cancellationToken);
    }
}
