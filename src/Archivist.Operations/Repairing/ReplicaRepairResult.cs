namespace Archivist.Operations.Repairing;

/// <summary>What came of the repair. The verdict is the most severe failure.</summary>
/// <param name="Places">One for each replica, and one for the repository where it was repaired.</param>
/// <param name="IsDryRun">Nothing was changed.</param>
public sealed record ReplicaRepairResult(IReadOnlyList<RepairedPlace> Places, bool IsDryRun) : OperationResult;
