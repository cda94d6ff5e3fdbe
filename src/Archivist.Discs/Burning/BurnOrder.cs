namespace Archivist.Discs.Burning;

/// <summary>What is to be written, and how.</summary>
public sealed record BurnOrder
{
    /// <summary>The image file.</summary>
    public required string ImagePath { get; init; }

    /// <summary>Its bytes, a multiple of 2048.</summary>
    public required long Length { get; init; }

    /// <summary>The speed in multiples of the medium's basic speed; null for the fastest.</summary>
    public double? Speed { get; init; }

    /// <summary>Everything as in a real run, but with the laser off. Only CD-R(W) and DVD-R(W) know this.</summary>
    public bool IsSimulation { get; init; }

    /// <summary>Spare sectors.</summary>
    public DefectManagement DefectManagement { get; init; }
}
