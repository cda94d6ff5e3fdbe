using Archivist.Repository.Compression;

namespace Archivist.Repository.Packs;

/// <summary>How packs are made.</summary>
public sealed record PackSizing
{
    /// <summary>restic's default: packs are closed at 16 MiB.</summary>
    public static readonly PackSizing Default = new();

    /// <summary>A pack is closed when it holds at least this many bytes: 1 MiB to 128 MiB.</summary>
    public int TargetBytes
    {
        get;
        init => field = Math.Clamp(value, 1 << 20, 128 << 20);
    } = 16 << 20;

    /// <summary>How hard blobs are compressed; a repository of format version 1 holds no compressed blobs.</summary>
    public BlobCompression Compression { get; init; }
}
