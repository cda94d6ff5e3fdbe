namespace Archivist.Repository.Compression;

/// <summary>What the byte frequencies of a sample suggest.</summary>
internal enum ContentKind
{
    /// <summary>Few different values: letters, tables, mostly zeros.</summary>
    Text,

    /// <summary>Programs and most other content, and content that is too short to classify.</summary>
    Ordinary,

    /// <summary>All values alike, as after compression or encryption.</summary>
    Noise,
}
