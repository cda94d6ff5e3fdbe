namespace Archivist.Operations.Inspecting;

/// <summary>A ledger that was read.</summary>
/// <param name="Entries">The number of entries.</param>
public sealed record ShowLedgerResult(long Entries) : OperationResult;
