namespace Archivist.Platform.SystemBus;

/// <summary>Tells when the machine wakes from sleep. Thread-safe.</summary>
public interface ISleepState
{
    /// <summary>Waits for the next wake. Where nothing on the machine tells of wakes it only ends when it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task WaitForWakeAsync(CancellationToken cancellationToken);
}
