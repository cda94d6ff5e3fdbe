namespace Archivist.Discs.Burning;

/// <summary>A request to burn an image.</summary>
public sealed record BurnOrder
{
    /// <summary>The image file.</summary>
    public required string ImagePath { get; init; }

    /// <summary>Its bytes, a multiple of 2048.</summary>
    public required long Length { get; init; }

    /// <summary>The speed in multiples of the medium's basic speed; null for the fastest.</summary>
    public double? Speed { get; init; }

    /// <summary>A complete run with the laser off. Only CD-R(W) and DVD-R(W) support it.</summary>
    public bool IsSimulation { get; init; }

    /// <summary>Spare sectors.</summary>
    public DefectManagement DefectManagement { get; init; }
}
