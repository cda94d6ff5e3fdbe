namespace Archivist.Operations.Inspecting;

/// <summary>Asks for every entry of the ledger.</summary>
public sealed record ShowLedgerRequest : OperationRequest
{
    /// <summary>Called with each entry, oldest first, as JSON in UTF-8.</summary>
    public required Action<ReadOnlyMemory<byte>> Found { get; init; }
}
