namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>Which discs of the catalogue are wanted.</summary>
public sealed record ListDiscsRequest : OperationRequest
{
    /// <summary>One disc by id, beginning of an id, or label; null for all.</summary>
    public string? Disc { get; init; }

    /// <summary>Only discs of the set of this name; null for all.</summary>
    public string? Set { get; init; }
}
