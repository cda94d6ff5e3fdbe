using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Problems;
using Archivist.Operations.Remembering;
using Archivist.Platform.Problems;
using Archivist.Replicas.Stores.Wrappers;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Replicating;

/// <summary>Holds back the replicas that wait while the network is metered. Thread-safe.</summary>
/// <param name="context">Knows the network, and the time.</param>
/// <param name="settings">Say which replicas wait; null holds back none.</param>
/// <param name="memory">Remembers since when each waits; null to remember nothing.</param>
internal sealed class MeteredGate(OperationContext context, ArchivistSettings? settings, AuditMemory? memory)
{
    /// <summary>A computer changes networks while it copies, though not with every object.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);
    private (bool IsMetered, long At)? _known;

    /// <summary>Whether a replica has to wait now.</summary>
    internal async Task<bool> HoldsAsync(string replica, CancellationToken cancellationToken) =>
        context.Environment.Network is not null && settings?.Replicas.Any(known => known.Name == replica && known.WaitsWhileMetered) is true && await IsMeteredAsync(cancellationToken);

    /// <summary>Lets work on a replica go on, and otherwise notes that it waits.</summary>
    /// <exception cref="ArchivistException">A <see cref="ReplicaWaits"/>.</exception>
    internal async Task PassAsync(string replica, CancellationToken cancellationToken)
    {
        if (await HoldsAsync(replica, cancellationToken))
            throw new ArchivistException(new ReplicaWaits(replica, memory?.RecordWaiting(replica, context.Clock.GetUtcNow())));
    }

    /// <summary>The store of a replica, which ends its work with <see cref="ReplicaWaits"/> when the network becomes a metered one.</summary>
    internal IObjectStore Over(string replica, IObjectStore store) =>
        settings?.Replicas.Any(known => known.Name == replica && known.WaitsWhileMetered) is true ? new GatedStore(store, stop => PassAsync(replica, stop)) : store;

    /// <summary>Forgets that a replica waited: it was filled.</summary>
    internal void Forget(string replica) => memory?.ForgetWaiting(replica);

    private async Task<bool> IsMeteredAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_known is not var (isMetered, at) || context.Clock.GetElapsedTime(at) > Freshness)
                _known = (isMetered = await context.Environment.Network!.IsMeteredAsync(cancellationToken), context.Clock.GetTimestamp());
            return isMetered;
        }
        finally
        {
            _turn.Release();
        }
    }
}
