namespace Archivist.Operations.Discs.Protecting;

/// <summary>A protected image that is to be repaired, protected by any program.</summary>
public sealed record RepairDiscRequest : OperationRequest
{
    /// <summary>The image file.</summary>
    public required string Image { get; init; }

    /// <summary>A repaired copy to write; null to repair in place.</summary>
    public string? Output { get; init; }

    /// <summary>A copy may replace a file that is there.</summary>
    public bool MayReplace { get; init; }
}
