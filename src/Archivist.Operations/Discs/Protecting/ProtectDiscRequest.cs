namespace Archivist.Operations.Discs.Protecting;

/// <summary>An image whose error correction (RS03) is to be added, completed or removed.</summary>
public sealed record ProtectDiscRequest : OperationRequest
{
    /// <summary>The image file.</summary>
    public required string Image { get; init; }

    /// <summary>A protected copy to write; null to change the image.</summary>
    public string? Output { get; init; }

    /// <summary>What to do.</summary>
    public ProtectionAction Action { get; init; }

    /// <summary>The medium to fill in sectors of 2048 bytes; null for the smallest that does, or for <see cref="RedundancyPercent"/>.</summary>
    public long? MediumSectors { get; init; }

    /// <summary>Parity in percent of the image, 4 to 200; null to fill a medium.</summary>
    public int? RedundancyPercent { get; init; }

    /// <summary>A copy may replace a file that is there, and error correction may be removed although the image is damaged.</summary>
    public bool MayReplace { get; init; }
}
