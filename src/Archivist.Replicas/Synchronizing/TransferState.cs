namespace Archivist.Replicas.Synchronizing;

/// <summary>Where one object is on its way to one target.</summary>
internal enum TransferState : byte
{
    /// <summary>The target has it, or has no need of it.</summary>
    Held,

    /// <summary>The target lacks it.</summary>
    Missing,

    /// <summary>It is in the window, and waits in the queue of the target.</summary>
    Queued,

    /// <summary>It left the window before the target came to it: the target reads it later.</summary>
    Postponed,

    /// <summary>The target is taking it.</summary>
    Taken,
}
