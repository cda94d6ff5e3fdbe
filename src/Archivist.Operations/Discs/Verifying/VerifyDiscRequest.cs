using Archivist.Repository.Crypto;

namespace Archivist.Operations.Discs.Verifying;

/// <summary>An image or a disc that is to be read back whole.</summary>
public sealed record VerifyDiscRequest : OperationRequest
{
    /// <summary>An image file, or a drive with a disc in it.</summary>
    public required string Image { get; init; }

    /// <summary>The SHA-256 that the image must have; null for any.</summary>
    public Digest? Expected { get; init; }

    /// <summary>The directory on the disc whose objects are checked against their names; null for none.</summary>
    public string? RepositoryFolder { get; init; }

    /// <summary>A disc without that directory is damaged.</summary>
    public bool RequiresRepository { get; init; }
}
