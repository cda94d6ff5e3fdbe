namespace Archivist.Platform.SystemBus;

/// <summary>What the machine is powered by. Thread-safe.</summary>
public interface IPowerState
{
    /// <summary>Whether it runs on a battery; false also when nothing on the machine knows. Takes some seconds at most, and never fails.</summary>
    Task<bool> IsOnBatteryAsync(CancellationToken cancellationToken);
}
