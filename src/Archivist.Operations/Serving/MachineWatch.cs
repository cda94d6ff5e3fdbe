using Archivist.Operations.Configuration;
using Archivist.Operations.Events;
using Archivist.Operations.Scheduling;

namespace Archivist.Operations.Serving;

/// <summary>Follows what the machine says of itself. Not thread-safe.</summary>
/// <param name="environment">Knows the network and the power supply, where anything does.</param>
internal sealed class MachineWatch(OperationEnvironment environment)
{
    /// <summary>Asks the machine.</summary>
    internal async Task<MachineState> LookAsync(ArchivistSettings settings, CancellationToken cancellationToken)
    {
        // Where no replica waits for a network that is not metered, no schedule does.
        var isMetered = environment.Network is { } network && settings.Replicas.Any(replica => replica.WaitsWhileMetered) && await network.IsMeteredAsync(cancellationToken);
        return new MachineState(DateTimeOffset.MinValue, IsMetered: isMetered);
    }
}
