namespace Archivist.Replicas.Auditing;

/// <summary>How closely an object on a replica was looked at, from the weakest evidence to the strongest.</summary>
public enum AuditGrade
{
    /// <summary>Its name and length were listed; the content may be anything.</summary>
    Listed,

    /// <summary>The vendor reported a digest that matches; the vendor's word.</summary>
    VendorDigest,

    /// <summary>An unpredictable range of it was read and matches another copy.</summary>
    Sampled,

    /// <summary>It was read whole, and its hash is its name.</summary>
    ReadWhole,

    /// <summary>A drill restored from it.</summary>
    Restored,
}
