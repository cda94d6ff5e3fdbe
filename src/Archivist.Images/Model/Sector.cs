namespace Archivist.Images.Model;

/// <summary>The logical block that ISO 9660, UDF and optical drives agree on, and conversions into it.</summary>
public static class Sector
{
    /// <summary>Bytes in a block.</summary>
    public const int Size = 2048;

    /// <summary>Sectors of 512 bytes, as partition tables count, in one block.</summary>
    public const int DiskSectors = Size / 512;

    /// <summary>Blocks that <paramref name="length"/> bytes occupy.</summary>
    public static long Count(long length) => (length + Size - 1) / Size;

    /// <summary>The smallest multiple of <paramref name="multiple"/> that is not below <paramref name="value"/>; neither is negative.</summary>
    public static long RoundUp(long value, long multiple) => (value + multiple - 1) / multiple * multiple;
}
