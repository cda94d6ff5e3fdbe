using Archivist.Repository.Locks;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Locking;

/// <summary>Which locks to remove.</summary>
public sealed record UnlockRequest : OperationRequest
{
    /// <summary>Removes every lock, also those of processes that still work.</summary>
    public bool RemovesAll { get; init; }

    /// <summary>Changes nothing.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Called with each lock once it is removed, or would be, and with what is known of it; null where it was not looked at.</summary>
    public required Action<ObjectName, FoundLock?> Removed { get; init; }
}
