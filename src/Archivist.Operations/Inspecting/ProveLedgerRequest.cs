namespace Archivist.Operations.Inspecting;

/// <summary>Which entry of the ledger to prove.</summary>
public sealed record ProveLedgerRequest : OperationRequest
{
    /// <summary>The number of the entry, from 0.</summary>
    public required long Entry { get; init; }

    /// <summary>The number of entries under an older head, of which the present one is to be proven a continuation; null for none.</summary>
    public long? Since { get; init; }
}
