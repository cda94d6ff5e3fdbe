namespace Archivist.Capture.Blocks;

/// <summary>A dirty bitmap that a source offers now.</summary>
/// <param name="Name">What its name says.</param>
/// <param name="Dirty">What is dirty in it; null when it cannot be read.</param>
internal sealed record OfferedBitmap(BitmapName Name, DirtyChunks? Dirty);
