namespace Archivist.Media;

/// <summary>Bytes that lie together in an image.</summary>
/// <param name="Offset">The first byte, from the start of the image.</param>
/// <param name="Length">Number of bytes.</param>
public readonly record struct DiscExtent(long Offset, long Length);
