namespace Archivist.Replicas.Stores;

/// <summary>One effect of a lifecycle rule that is in force and concerns objects of this repository. Immutable.</summary>
/// <param name="Name">What the owner calls the rule; empty without a name.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Days">After how many days; null when it does so on a date.</param>
/// <param name="StorageClass">Where it moves objects; null for another effect.</param>
public sealed record BucketRule(string Name, BucketRuleEffect Effect, int? Days, string? StorageClass = null)
{
    /// <summary>It concerns packs alone. Everything else is read at each run, and must never need a restore first.</summary>
    public bool IsForPacks { get; init; }

    /// <summary>Objects of the repository disappear, or those that every run reads can no longer be read at once.</summary>
    public bool IsHarmful => Effect is BucketRuleEffect.Removes || (Effect is BucketRuleEffect.Moves && !IsForPacks && PackClass.IsArchive(StorageClass));
}
