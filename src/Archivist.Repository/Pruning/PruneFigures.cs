namespace Archivist.Repository.Pruning;

/// <summary>What a prune does, in numbers. Bytes are those of packs in the store.</summary>
public sealed record PruneFigures
{
    /// <summary>Packs that stay as they are.</summary>
    public required int PacksKept { get; init; }

    /// <summary>Packs whose needed content is rewritten.</summary>
    public required int PacksRepacked { get; init; }

    /// <summary>Packs that hold no needed blob.</summary>
    public required int PacksDeleted { get; init; }

    /// <summary>Packs that no index names; they hold no needed blob either.</summary>
    public required int PacksUnindexed { get; init; }

    /// <summary>Packs that an index names although they are missing, and that no snapshot needs.</summary>
    public required int PacksMissing { get; init; }

    /// <summary>Blobs that snapshots need.</summary>
    public required int UsedBlobs { get; init; }

    /// <summary>Bytes of them.</summary>
    public required long UsedBytes { get; init; }

    /// <summary>Blobs that no snapshot needs, redundant copies of needed ones included.</summary>
    public required int UnusedBlobs { get; init; }

    /// <summary>Of these, further copies.</summary>
    public required int DuplicateBlobs { get; init; }

    /// <summary>Unneeded bytes before the prune.</summary>
    public required long UnusedBytes { get; init; }

    /// <summary>Bytes of packs that are rewritten.</summary>
    public required long RepackedBytes { get; init; }

    /// <summary>Bytes that the prune frees.</summary>
    public required long FreedBytes { get; init; }

    /// <summary>Unneeded bytes after the prune.</summary>
    public long UnusedBytesAfter => Math.Max(0, UnusedBytes - FreedBytes);
}
