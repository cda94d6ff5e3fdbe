namespace Archivist.Media.Catalogue;

/// <summary>The image that a disc is burned from.</summary>
/// <param name="Sha256">Of the image without its error correction, 64 hexadecimal digits.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="BuiltAt">When it was mastered.</param>
/// <param name="HasErrorCorrection">RS03 is in it.</param>
/// <param name="Boots">A computer starts from it.</param>
public sealed record DiscImageFacts(string Sha256, long Bytes, DateTimeOffset BuiltAt, bool HasErrorCorrection = false, bool Boots = false);
