namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>A disc that lies elsewhere now, or is held by another person.</summary>
public sealed record MoveDiscRequest : OperationRequest
{
    /// <summary>The disc by id, beginning of an id, or label.</summary>
    public required string Disc { get; init; }

    /// <summary>Where it lies; null where that is as before.</summary>
    public string? Place { get; init; }

    /// <summary>Who holds it; null where that is as before.</summary>
    public string? Holder { get; init; }
}
