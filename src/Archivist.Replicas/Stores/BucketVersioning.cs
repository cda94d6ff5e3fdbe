namespace Archivist.Replicas.Stores;

/// <summary>Whether a bucket keeps old versions.</summary>
public enum BucketVersioning
{
    /// <summary>It never did: what is overwritten or deleted is gone.</summary>
    Off,

    /// <summary>It does.</summary>
    On,

    /// <summary>It did, and no longer does.</summary>
    Suspended,
}
