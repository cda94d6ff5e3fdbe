namespace Archivist.Replicas.Stores;

/// <summary>What a lifecycle rule of a bucket does with objects.</summary>
public enum BucketRuleEffect
{
    /// <summary>Deletes them.</summary>
    Removes,

    /// <summary>Moves them to another storage class.</summary>
    Moves,

    /// <summary>Deletes versions that were overwritten or deleted.</summary>
    RemovesOldVersions,
}
