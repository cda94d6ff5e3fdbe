using Archivist.Repository.Packs;

namespace Archivist.Repository.Pruning;

/// <summary>What <c>prune</c> may cost and must achieve; the words are restic's.</summary>
public sealed record PruneOptions
{
    /// <summary>How much may stay unused in packs that are partly used.</summary>
    public UnusedLimit MaxUnused { get; init; } = UnusedLimit.Default;

    /// <summary>Bytes of packs that are rewritten at most; null for no limit.</summary>
    public long? MaxRepackBytes { get; init; }

    /// <summary>Rewrite packs of directories only.</summary>
    public bool RepackCacheableOnly { get; init; }

    /// <summary>Rewrite packs below four fifths of the size that packs are made with, when there are several.</summary>
    public bool RepackSmall { get; init; }

    /// <summary>Rewrite packs with data that is not compressed; only in a repository of version 2.</summary>
    public bool RepackUncompressed { get; init; }

    /// <summary>Go ahead in a repository that has packs and no snapshot, and so delete everything.</summary>
    public bool AllowsNoSnapshots { get; init; }

    /// <summary>How packs are made.</summary>
    public PackSizing Sizing { get; init; } = PackSizing.Default;
}
