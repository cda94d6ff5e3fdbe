namespace Archivist.Repository.Compression;

/// <summary>What the bytes of a sample look like, each by itself.</summary>
internal enum ContentKind
{
    /// <summary>Few different values: letters, tables, mostly zeros.</summary>
    Text,

    /// <summary>Programs and most other content, and what is too short to tell.</summary>
    Ordinary,

    /// <summary>All values alike, as after compression or encryption.</summary>
    Noise,
}
