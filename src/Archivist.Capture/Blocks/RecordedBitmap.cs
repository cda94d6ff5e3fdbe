namespace Archivist.Capture.Blocks;

/// <summary>A dirty bitmap that began at or before the moment of a snapshot.</summary>
/// <param name="From">The moment at which it began, as its name says.</param>
/// <param name="Dirty">The chunks that were dirty in it then (bits, packed with zlib); null when it began at that very moment.</param>
public sealed record RecordedBitmap(string From, byte[]? Dirty);
