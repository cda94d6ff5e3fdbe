namespace Archivist.Repository;

/// <summary>How hard blobs are compressed. Every reader of the format reads all of them.</summary>
public enum BlobCompression
{
    /// <summary>A little smaller than restic's default, in half the time: Zstandard level 2.</summary>
    Auto,

    /// <summary>Pieces of files are stored as they are; folders are always compressed.</summary>
    Off,

    /// <summary>Zstandard level 1: about 6 % larger.</summary>
    Fastest,

    /// <summary>Zstandard level 7.</summary>
    Better,

    /// <summary>Zstandard level 12: much slower for a few per cent.</summary>
    Max,
}
