namespace Archivist.Repository.Packs;

/// <summary>Why the bytes of a blob could not be turned back into what they were.</summary>
internal enum BlobDamage
{
    None,
    Tag,
    Compression,
    Hash,
}
