using Archivist.Repository;

namespace Archivist.Media;

/// <summary>What was written.</summary>
/// <param name="Length">Bytes of the image.</param>
/// <param name="Digest">The SHA-256 of the whole image; null when <see cref="ImageMaster.WithDigest"/> was off.</param>
/// <param name="Files">Number of files on it.</param>
public sealed record MasteredImage(long Length, Digest? Digest, int Files)
{
    /// <summary>The SHA-256 of the whole image, of one who asked for it.</summary>
    public Digest Sha256 => Digest ?? throw new InvalidOperationException("the image was written without its digest");
}
