namespace Archivist.Images.Reading;

/// <summary>Bytes that lie together in an image.</summary>
/// <param name="Offset">The first byte, from the start of the image; negative for zeros that are nowhere in it.</param>
/// <param name="Length">Number of bytes.</param>
public readonly record struct DiscExtent(long Offset, long Length)
{
    internal const long Nowhere = -1;

    /// <summary>True for zeros that were never recorded.</summary>
    public bool IsHole => Offset < 0;
}
