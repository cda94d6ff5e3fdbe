using Archivist.Repository.Ids;

namespace Archivist.Repository.Packs;

/// <summary>The largest blobs that are read, in bytes.</summary>
internal static class BlobLimits
{
    /// <summary>No writer makes larger blobs than this; a larger one is an attack on memory.</summary>
    internal const int LargestBlob = 256 * 1024 * 1024;

    /// <summary>A directory is one blob, however many entries it has: this is room for some three million.</summary>
    internal const int LargestTree = 1 << 30;

    /// <summary>Chunks of files have at most 8 MiB in restic's format, and some are opened side by side; only directories of millions of entries are larger.</summary>
    private const int LargestData = 64 * 1024 * 1024;

    internal static int LimitOf(BlobType type) => type is BlobType.Tree ? LargestTree : LargestData;
}
