namespace Archivist.Replicas.Stores;

/// <summary>How a bucket is set, as far as the service says it to these keys. Immutable.</summary>
public sealed record BucketSettings
{
    /// <summary>Whether overwritten and deleted objects stay as old versions; null when that is not known.</summary>
    public BucketVersioning? Versioning { get; init; }

    /// <summary>Whether versions can be locked against removal; null when that is not known.</summary>
    public bool? HasLock { get; init; }

    /// <summary>The lock that each new version gets by itself; null without one, or when that is not known.</summary>
    public BucketRetention? Retention { get; init; }

    /// <summary>The rules that concern objects of this repository; null when they are not known.</summary>
    public IReadOnlyList<BucketRule>? Rules { get; init; }

    /// <summary>The keys may not see some of it.</summary>
    public bool IsHidden { get; init; }
}
