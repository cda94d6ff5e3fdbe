namespace Archivist.Images.Model;

/// <summary>All properties that determine the bytes of an image. The same layout over the same contents gives the same image.</summary>
public sealed record DiscLayout
{
    /// <summary>The name of the volume: 1 to 32 of <c>A-Z 0-9 _</c>.</summary>
    public required string VolumeIdentifier { get; init; }

    /// <summary>When the volume was made; also the time of directories that are not named in <see cref="Folders"/>.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The files, in the order in which their bytes are to lie on the disc.</summary>
    public required IReadOnlyList<DiscFile> Files { get; init; }

    /// <summary>Directories that are empty or have a time or a mode of their own.</summary>
    public IReadOnlyList<DiscFolder> Folders { get; init; } = [];

    /// <summary>Symbolic links.</summary>
    public IReadOnlyList<DiscLink> Links { get; init; } = [];

    /// <summary>Further names of files.</summary>
    public IReadOnlyList<DiscHardLink> HardLinks { get; init; } = [];

    /// <summary>Devices, fifos and sockets.</summary>
    public IReadOnlyList<DiscSpecial> Specials { get; init; } = [];

    /// <summary>File systems, alignment and padding.</summary>
    public DiscFormat Format { get; init; } = new();

    /// <summary>The boot images; null for a disc that only holds files.</summary>
    public BootSetup? Boot { get; init; }

    /// <summary>The program that made the volume, up to 128 printable ASCII characters.</summary>
    public string ApplicationIdentifier { get; init; } = "ARCHIVIST";

    /// <summary>Who publishes the volume, up to 128 printable ASCII characters.</summary>
    public string Publisher { get; init; } = "";

    /// <summary>Who prepared the data, up to 128 printable ASCII characters.</summary>
    public string DataPreparer { get; init; } = "";

    /// <summary>Longest extent of a UDF file in bytes; shorter only to test what very long files need.</summary>
    internal uint MaxUdfExtent { get; init; } = Udf.FileEntry.MaxExtent;
}
