using Archivist.Discs.Burning;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Discs.Burning;

/// <summary>An image that is to be burned.</summary>
public sealed record BurnDiscRequest : OperationRequest
{
    /// <summary>The image file.</summary>
    public required string Image { get; init; }

    /// <summary>A drive, a disk, or a file or directory that stands for one.</summary>
    public required string Device { get; init; }

    /// <summary>The SHA-256 of the image, or of what lies in front of its error correction; null for what the catalogue knows.</summary>
    public Digest? Expected { get; init; }

    /// <summary>The speed in multiples of the medium's single speed; null for the drive's choice.</summary>
    public double? Speed { get; init; }

    /// <summary>Lets the drive do everything but write.</summary>
    public bool IsSimulation { get; init; }

    /// <summary>How the drive treats defects of rewritable media.</summary>
    public DefectManagement DefectManagement { get; init; }

    /// <summary>A rewritable medium that is not blank may be overwritten.</summary>
    public bool MayOverwrite { get; init; }

    /// <summary>A built-in disk may be written to.</summary>
    public bool MayBeBuiltIn { get; init; }

    /// <summary>The device again, when a disk is to be overwritten without asking.</summary>
    public string? Confirmed { get; init; }

    /// <summary>Ejects the disc in the end.</summary>
    public bool Ejects { get; init; }

    /// <summary>Enters nothing into ledger and catalogue, and needs no settings.</summary>
    public bool WithoutRecords { get; init; }
}
