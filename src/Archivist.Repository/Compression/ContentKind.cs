namespace Archivist.Repository.Compression;

/// <summary>What the bytes of a sample look like, each by itself.</summary>
internal enum ContentKind
{
    /// <summary>Few different values: where a match ends, there is little left to code.</summary>
    Sparse,

    /// <summary>Text, programs and most other content.</summary>
    Ordinary,

    /// <summary>All values alike, as after compression or encryption.</summary>
    Noise,
}
