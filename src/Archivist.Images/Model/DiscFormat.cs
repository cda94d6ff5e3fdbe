namespace Archivist.Images.Model;

/// <summary>Which file systems an image carries, and how it is laid out. The default is what <c>disc build</c> writes.</summary>
public sealed record DiscFormat
{
    /// <summary>ECMA-119 interchange level, 1 to 3: 8.3 names; 31 characters; files of 4 GiB and more in several extents.</summary>
    public int IsoLevel { get; init; } = 3;

    /// <summary>Full names, links, devices, owners and permissions in ISO 9660, and directories deeper than 8 levels.</summary>
    public bool RockRidge { get; init; } = true;

    /// <summary>UTF-16 units in the longest Joliet name: 64 as specified, 103 as most readers take, 0 for no Joliet.</summary>
    public int JolietLength { get; init; } = 64;

    /// <summary>The UDF revision, or none.</summary>
    public UdfRevision Udf { get; init; } = UdfRevision.Udf102;

    /// <summary>Blocks of an error correction block, of which the image is a multiple: 1, 16 (DVD) or 32 (BD). UDF 2.50 takes 32 for its metadata anyway.</summary>
    public int Alignment { get; init; } = 16;

    /// <summary>Blocks of zeros at the end, which some drives cannot read when they read ahead: 0 to 4096.</summary>
    public int Padding { get; init; } = 150;

    /// <summary>The three MD5 checksum tags of libisofs; hashing them bounds the speed of mastering.</summary>
    public bool ChecksumTags { get; init; } = true;
}
