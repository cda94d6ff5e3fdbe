using Archivist.Replicas.Stores;

namespace Archivist.Replicas.Probing;

/// <summary>What is known of the bucket that a replica is in. Immutable.</summary>
/// <param name="Settings">How it is set; null when it could not be asked.</param>
/// <param name="Classes">The storage classes of its packs; null when they could not be asked.</param>
public sealed record BucketFeatures(BucketSettings? Settings, IReadOnlyList<PackClass>? Classes)
{
    /// <summary>A put on condition that nothing is there is refused when something is; null when that was not tried.</summary>
    public bool? ObeysConditions { get; init; }

    /// <summary>The service states the SHA-256 of an object; null when that was not tried.</summary>
    public bool? StatesDigests { get; init; }

    /// <summary>Rules of the bucket that take objects away.</summary>
    public IEnumerable<BucketRule> HarmfulRules => (Settings?.Rules ?? []).Where(rule => rule.IsHarmful);
}
