using Archivist.Repository.Crypto;

namespace Archivist.Images.Mastering;

/// <summary>A finished image.</summary>
/// <param name="Length">Bytes of the image.</param>
/// <param name="Digest">The SHA-256 of the image; null when <see cref="ImageMaster.WithDigest"/> was off.</param>
/// <param name="Files">Number of files on it.</param>
public sealed record MasteredImage(long Length, Digest? Digest, int Files)
{
    /// <summary>The SHA-256 with the error correction that was put behind it, for who worked that out; the same as <see cref="Digest"/> without any.</summary>
    public Digest? WholeDigest { get; init; } = Digest;

    /// <summary>The SHA-256 of an image that was written with <see cref="ImageMaster.WithDigest"/>.</summary>
    public Digest Sha256 => Digest ?? throw new InvalidOperationException("the image was written without its digest");
}
