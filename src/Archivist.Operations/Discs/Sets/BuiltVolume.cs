using Archivist.Discs.Catalogue;
using Archivist.Images.Mastering;

namespace Archivist.Operations.Discs.Sets;

/// <summary>A volume of a set that was mastered, and read back if it was asked for.</summary>
/// <param name="Path">The file.</param>
/// <param name="Record">What the catalogue says of it now.</param>
/// <param name="Image">Length and hash.</param>
/// <param name="TotalBytes">Its length with error correction.</param>
/// <param name="Objects">Objects of the repository on it.</param>
/// <param name="Verdict">What reading it back showed, or null.</param>
internal sealed record BuiltVolume(string Path, CataloguedDisc Record, MasteredImage Image, long TotalBytes, int Objects, DiscVerdict? Verdict);
