using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Scheduling;

namespace Archivist.Operations.Serving;

/// <summary>Follows what the machine says of itself. Not thread-safe but for <see cref="Wake"/>.</summary>
/// <param name="environment">Knows the network and the power supply, where anything does.</param>
internal sealed class MachineWatch(OperationEnvironment environment)
{
    /// <summary>A network that is there at the start counts as settled: nothing says since when.</summary>
    private DateTimeOffset? _networkSince = DateTimeOffset.MinValue;
    private DateTimeOffset? _lastLook;
    private int _woke;

    /// <summary>The machine has woken: what is known of its network is of before the sleep.</summary>
    internal void Wake() => Interlocked.Exchange(ref _woke, 1);

    /// <summary>Asks the machine.</summary>
    internal async Task<MachineState> LookAsync(ArchivistSettings settings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _woke, 0) != 0 || now - _lastLook > DueWatch.Punctual)
            _networkSince = null;
        _lastLook = now;
        var isConnected = environment.Network is not { } network || await network.IsConnectedAsync(cancellationToken);
        _networkSince = isConnected ? _networkSince ?? now : null;
        // Where no replica waits for a network that is not metered, no schedule does.
        var isMetered = environment.Network is { } paid && settings.Replicas.Any(replica => replica.WaitsWhileMetered) && await paid.IsMeteredAsync(cancellationToken);
        return new MachineState(_networkSince, environment.Power is { } power && await power.IsOnBatteryAsync(cancellationToken), isMetered);
    }
}
