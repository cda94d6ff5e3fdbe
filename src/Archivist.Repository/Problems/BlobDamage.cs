namespace Archivist.Repository.Problems;

/// <summary>How a blob is damaged.</summary>
public enum BlobDamage
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>The authentication tag is wrong.</summary>
    Tag,

    /// <summary>The compressed form cannot be decompressed.</summary>
    Compression,

    /// <summary>The SHA-256 of the content is not the id.</summary>
    Hash,
}
