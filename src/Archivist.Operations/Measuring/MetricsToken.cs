using Archivist.Operations.Archives;
using Archivist.Operations.Events;
using Archivist.Platform.Problems;

namespace Archivist.Operations.Measuring;

/// <summary>What requests for metrics over a network must show.</summary>
public static class MetricsToken
{
    /// <summary>Reads it, as <c>serve.metrics-token</c> says; null when metrics are not to be served.</summary>
    /// <param name="environment">What every operation is given.</param>
    /// <param name="access">Which archive.</param>
    /// <param name="events">Where to warn.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ArchivistException">The settings are wrong, or the reference leads to nothing.</exception>
    public static async Task<ReadOnlyMemory<byte>?> FindAsync(OperationEnvironment environment, ArchiveAccess access, IOperationEvents events, CancellationToken cancellationToken)
    {
        var context = new OperationContext(events, environment);
        var settings = await new Archive(access, context).ReadSettingsAsync(cancellationToken);
        // Not by a conditional: null would become an empty token there.
        if (settings.MetricsToken is not { } reference)
            return null;
        return await reference.ResolveAsync(context.FindSecretSources(), cancellationToken);
    }
}
