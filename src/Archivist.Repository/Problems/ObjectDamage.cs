namespace Archivist.Repository.Problems;

/// <summary>How an object of a store is damaged.</summary>
public enum ObjectDamage
{
    /// <summary>The authentication tag is wrong.</summary>
    Tag,

    /// <summary>The SHA-256 of the bytes is not the name.</summary>
    Hash,

    /// <summary>The object is shorter than its index says.</summary>
    Truncated,
}
