namespace Archivist.Platform.SystemBus;

/// <summary>What the machine knows of the network that it is connected to. Thread-safe.</summary>
public interface INetworkState
{
    /// <summary>Whether its traffic is counted or paid for, as by a mobile network; false also when nothing on the machine knows. Takes some seconds at most, and never fails.</summary>
    Task<bool> IsMeteredAsync(CancellationToken cancellationToken);

    /// <summary>Whether there is a network that leads beyond the machine. Takes some seconds at most, and never fails.</summary>
    Task<bool> IsConnectedAsync(CancellationToken cancellationToken);
}
