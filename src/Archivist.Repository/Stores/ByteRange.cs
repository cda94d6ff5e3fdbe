namespace Archivist.Repository.Stores;

/// <summary>A part of an object, in bytes.</summary>
/// <param name="Offset">First byte, from 0.</param>
/// <param name="Length">Number of bytes; null means up to the end.</param>
public readonly record struct ByteRange(long Offset, long? Length)
{
    /// <summary>The whole object.</summary>
    public static readonly ByteRange All = new(0, null);
}
