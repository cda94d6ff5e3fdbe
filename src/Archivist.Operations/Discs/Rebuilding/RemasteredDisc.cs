namespace Archivist.Operations.Discs.Rebuilding;

/// <summary>An image of a disc that was made again.</summary>
/// <param name="From">The places that its content came from.</param>
/// <param name="IsIdentical">It is the image that the catalogue knows, by its hash; null when the catalogue knows none.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of the part that the catalogue's hash covers.</param>
/// <param name="LostSectors">The number of sectors that are lost.</param>
public sealed record RemasteredDisc(string From, bool? IsIdentical, long Bytes, string Sha256, long LostSectors);
