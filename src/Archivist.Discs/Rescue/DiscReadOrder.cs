namespace Archivist.Discs.Rescue;

/// <summary>A request to read a disc.</summary>
public sealed record DiscReadOrder
{
    /// <summary>Drives and images of the same disc, in the order in which they are asked.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>The image to write; null to look only.</summary>
    public string? Output { get; init; }

    /// <summary>The map to keep; null for none.</summary>
    public string? Map { get; init; }

    /// <summary>How often sectors that stayed bad are tried again.</summary>
    public int Retries { get; init; } = 1;

    /// <summary>Continue with the existing image and map.</summary>
    public bool Resumes { get; init; }

    /// <summary>Whether an existing image may be replaced.</summary>
    public bool Replaces { get; init; }
}
