namespace Archivist.Images.Model;

/// <summary>A directory that is empty, or whose time or permissions matter. Other directories need not be named.</summary>
/// <param name="Path">Where it lies: <c>a/b/c</c>, without a leading slash; empty for the root.</param>
/// <param name="ModifiedAt">Its time stamp on the disc.</param>
/// <param name="Mode">POSIX permission bits, 0555 by default.</param>
public sealed record DiscFolder(string Path, DateTimeOffset ModifiedAt, int Mode = 0x16D) : DiscNode(Path, ModifiedAt, Mode);
