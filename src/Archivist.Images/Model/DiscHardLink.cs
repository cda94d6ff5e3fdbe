namespace Archivist.Images.Model;

/// <summary>Another name of a file: the same bytes, owner, times and permissions, and the same inode for those who ask.</summary>
/// <param name="Path">Where it lies: <c>a/b/c</c>, without a leading slash.</param>
/// <param name="Target">The path of a <see cref="DiscFile"/> of the same layout.</param>
public sealed record DiscHardLink(string Path, string Target);
