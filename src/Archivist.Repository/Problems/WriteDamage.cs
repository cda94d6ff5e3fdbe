namespace Archivist.Repository.Problems;

/// <summary>The evidence that an object was damaged in memory before it was stored.</summary>
public enum WriteDamage
{
    /// <summary>The authentication tag is wrong.</summary>
    Tag,

    /// <summary>The compressed form cannot be decompressed.</summary>
    Compression,

    /// <summary>The content is not what was meant.</summary>
    Content,
}
