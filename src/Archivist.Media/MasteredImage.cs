using Archivist.Repository;

namespace Archivist.Media;

/// <summary>What was written.</summary>
/// <param name="Length">Bytes of the image.</param>
/// <param name="Sha256">The SHA-256 of the whole image.</param>
/// <param name="Files">Number of files on it.</param>
public sealed record MasteredImage(long Length, Digest Sha256, int Files);
