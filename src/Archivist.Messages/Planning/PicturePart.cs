namespace Archivist.Messages.Planning;

/// <summary>A part of a disk in a picture. Immutable.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Size">Its size in words.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record PicturePart(string Label, string Size, long Bytes);
