namespace Archivist.Discs.Catalogue;

/// <summary>The image that a disc is burned from.</summary>
/// <param name="Sha256">Of the image without its error correction, 64 hexadecimal digits.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="BuiltAt">When it was mastered.</param>
/// <param name="HasErrorCorrection">RS03 is in it.</param>
/// <param name="Boots">A computer starts from it.</param>
/// <param name="WholeSha256">Of the whole image with its error correction, 64 hexadecimal digits; null for an image that was built before this was recorded.</param>
/// <param name="WholeBytes">The length of all that; null as well.</param>
public sealed record DiscImageFacts(
    string Sha256, long Bytes, DateTimeOffset BuiltAt, bool HasErrorCorrection = false, bool Boots = false, string? WholeSha256 = null, long? WholeBytes = null);
