namespace Archivist.Images.Model;

/// <summary>A symbolic link. Joliet knows none, so it is seen through Rock Ridge and UDF only.</summary>
/// <param name="Path">Where it lies: <c>a/b/c</c>, without a leading slash.</param>
/// <param name="Target">What it points at, with <c>/</c> between names; up to 4095 bytes.</param>
/// <param name="ModifiedAt">Its time stamp on the disc.</param>
public sealed record DiscLink(string Path, string Target, DateTimeOffset ModifiedAt) : DiscNode(Path, ModifiedAt, 0x1FF);
