namespace Archivist.Operations.Inspecting;

/// <summary>Asks whether the ledger matches its signed head.</summary>
public sealed record VerifyLedgerRequest : OperationRequest
{
    /// <summary>A file with an older head that was kept elsewhere, of which the ledger must be a continuation; null without one.</summary>
    public string? Head { get; init; }
}
