namespace Archivist.Operations.Serving;

/// <summary>A witness to create.</summary>
public sealed record CreateWitnessRequest : OperationRequest
{
    /// <summary>The directory for it; made when missing.</summary>
    public required string Directory { get; init; }

    /// <summary>Its name in cosignatures: a URL without its scheme, without white space and plus.</summary>
    public required string Name { get; init; }
}
