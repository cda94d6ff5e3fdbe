namespace Archivist.Images.Model;

/// <summary>A device, fifo or socket. Joliet knows none, so it is seen through Rock Ridge and UDF only.</summary>
/// <param name="Path">Where it lies: <c>a/b/c</c>, without a leading slash.</param>
/// <param name="Kind">One of the four kinds that are neither file, directory nor link.</param>
/// <param name="ModifiedAt">Its time stamp on the disc.</param>
/// <param name="Mode">POSIX permission bits.</param>
public sealed record DiscSpecial(string Path, DiscEntryKind Kind, DateTimeOffset ModifiedAt, int Mode = 0x180)
    : DiscNode(Path, ModifiedAt, Mode)
{
    /// <summary>Major number of a device.</summary>
    public uint Major { get; init; }

    /// <summary>Minor number of a device.</summary>
    public uint Minor { get; init; }
}
