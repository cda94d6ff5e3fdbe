namespace Archivist.Platform.SystemBus;

/// <summary>Reports when the machine wakes from sleep. Thread-safe.</summary>
public interface ISleepState
{
    /// <summary>Waits for the next wake. Where nothing on the machine reports wakes it only ends when it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task WaitForWakeAsync(CancellationToken cancellationToken);
}
