namespace Archivist.Repository.Compression;

/// <summary>How hard blobs are compressed. Every reader of the format reads all of them. Sizes are those of 2 GiB of programs and documents.</summary>
public enum BlobCompression
{
    /// <summary>Less than 3 % larger than restic's default, in less than half the time.</summary>
    Auto,

    /// <summary>Pieces of files are stored as they are; directories are always compressed.</summary>
    Off,

    /// <summary>About 10 % larger than restic's default.</summary>
    Fastest,

    /// <summary>Zstandard level 7.</summary>
    Better,

    /// <summary>Zstandard level 12: much slower for a few per cent.</summary>
    Max,
}
