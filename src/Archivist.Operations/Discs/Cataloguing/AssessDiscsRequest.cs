namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>Discs whose condition is wanted.</summary>
public sealed record AssessDiscsRequest : OperationRequest
{
    /// <summary>One disc by id, beginning of an id, or label; null for all.</summary>
    public string? Disc { get; init; }
}
