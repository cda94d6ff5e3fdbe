using Archivist.Discs.Rescue;

namespace Archivist.Operations.Discs.Reading;

/// <summary>A disc that is to be read whole.</summary>
public sealed record ReadDiscRequest : OperationRequest
{
    /// <summary>From where, and what to write.</summary>
    public required DiscReadOrder Reading { get; init; }

    /// <summary>Which disc it is, by id, beginning of an id or label, if it cannot say so itself; null otherwise.</summary>
    public string? Disc { get; init; }

    /// <summary>Enters nothing into ledger and catalogue, and needs no settings.</summary>
    public bool WithoutRecords { get; init; }
}
