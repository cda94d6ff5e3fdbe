using Archivist.Repository.Ids;

namespace Archivist.Repository.Compression;

/// <summary>
/// Which parameters a blob is compressed with: by mode, type, length and what a sample of it looks like. The same bytes are always
/// compressed in the same way. Measured in docs/decisions/compression-levels.md.
/// </summary>
internal static class CompressionChoice
{
    /// <summary>For small files of the repository, as restic writes them.</summary>
    internal static readonly CompressionParameters Default = CompressionParameters.OfLevel(3);

    /// <summary>At the speed of memory, and long repetitions are still found.</summary>
    private static readonly CompressionParameters LargeNoise = CompressionParameters.OfLevel(-7);

    // To 128 KiB. A table of 256 KiB stays in the second cache.
    private static readonly CompressionParameters Small = CompressionParameters.FastForSmall(hashLog: 16, minMatch: 5);
    private static readonly CompressionParameters SmallFastest = CompressionParameters.FastForSmall(hashLog: 16, minMatch: 5, acceleration: 1);
    private static readonly CompressionParameters SmallNoise = CompressionParameters.FastForSmall(hashLog: 16, minMatch: 5, acceleration: 3);

    // Tables of 64 KiB, and one of 16 KiB, in or near the first cache.
    private static readonly CompressionParameters Large = CompressionParameters.Fast(hashLog: 14, minMatch: 5);
    private static readonly CompressionParameters LargeText = CompressionParameters.Fast(hashLog: 14, minMatch: 7);
    private static readonly CompressionParameters LargeFastest = CompressionParameters.Fast(hashLog: 12, minMatch: 7);

    // Digests in hexadecimal have many short matches that save nothing.
    private static readonly CompressionParameters SmallTree = CompressionParameters.FastForSmall(hashLog: 16, minMatch: 7);

    private static readonly CompressionParameters Better = CompressionParameters.OfLevel(7);
    private static readonly CompressionParameters Max = CompressionParameters.OfLevel(12);

    internal static CompressionParameters Of(BlobCompression mode, BlobType type, ReadOnlySpan<byte> content)
    {
        var small = content.Length <= CompressionParameters.BlockSize;
        return mode switch
        {
            BlobCompression.Better => CompressionProbe.Of(content) is ContentKind.Noise ? LargeNoise : Better,
            BlobCompression.Max => CompressionProbe.Of(content) is ContentKind.Noise ? LargeNoise : Max,
            _ when type is BlobType.Tree => small ? SmallTree : LargeFastest,
            _ when small => CompressionProbe.Of(content) switch
            {
                ContentKind.Noise => SmallNoise,
                _ when mode is BlobCompression.Fastest => SmallFastest,
                _ => Small,
            },
            _ => CompressionProbe.Of(content) switch
            {
                ContentKind.Noise => LargeNoise,
                _ when mode is BlobCompression.Fastest => LargeFastest,
                ContentKind.Text => LargeText,
                _ => Large,
            },
        };
    }
}
