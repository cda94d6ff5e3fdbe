namespace Archivist.Repository.Compression;

/// <summary>ZSTD_cParameter of zstd.h, stable since 1.4: those that are set here.</summary>
internal enum ZstdParameter
{
    CompressionLevel = 100,
    WindowLog = 101,
    HashLog = 102,
    MinMatch = 105,

    /// <summary>How far the fastest match finder steps where it finds nothing. From 1 on literals are not compressed.</summary>
    TargetLength = 106,
}
