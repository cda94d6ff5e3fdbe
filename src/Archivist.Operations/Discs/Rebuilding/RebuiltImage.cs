namespace Archivist.Operations.Discs.Rebuilding;

/// <summary>The image of a lost disc, made again by the plan of its set.</summary>
/// <param name="Volume">The number of the disc.</param>
/// <param name="Path">The image.</param>
/// <param name="Bytes">Its length, with error correction.</param>
/// <param name="Sha256">Of the part that the catalogue's hash covers.</param>
/// <param name="IsIdentical">It is bit for bit the image that the catalogue knows; null when it knows none.</param>
public sealed record RebuiltImage(int Volume, string Path, long Bytes, string Sha256, bool? IsIdentical);
