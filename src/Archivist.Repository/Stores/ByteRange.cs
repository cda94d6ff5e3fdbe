namespace Archivist.Repository.Stores;

/// <summary>A part of an object, in bytes.</summary>
/// <param name="Offset">First byte, from 0.</param>
/// <param name="Length">Number of bytes, 0 or more; null means up to the end.</param>
/// <exception cref="ArgumentOutOfRangeException">One of both is negative.</exception>
public readonly record struct ByteRange(long Offset, long? Length)
{
    /// <summary>The whole object.</summary>
    public static readonly ByteRange All = new(0, null);

    /// <summary>First byte, from 0.</summary>
    public long Offset { get; } = Offset >= 0 ? Offset : throw new ArgumentOutOfRangeException(nameof(Offset), Offset, "A range begins at 0 or later.");

    /// <summary>Number of bytes; null means up to the end.</summary>
    public long? Length { get; } = Length is not < 0 ? Length : throw new ArgumentOutOfRangeException(nameof(Length), Length, "A range has no negative length.");

    /// <summary>How many bytes of an object of that length the range has.</summary>
    /// <exception cref="EndOfStreamException">The object ends before the range does.</exception>
    public long CountIn(long objectLength, ObjectName name, string location)
    {
        var count = Length ?? objectLength - Offset;
        return count >= 0 && Offset <= objectLength - count
            ? count
            : throw new EndOfStreamException($"{name} in {location} has only {objectLength} bytes");
    }
}
