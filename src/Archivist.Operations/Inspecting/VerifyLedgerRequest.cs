namespace Archivist.Operations.Inspecting;

/// <summary>Asks whether the ledger is whole.</summary>
public sealed record VerifyLedgerRequest : OperationRequest;
