using Archivist.Discs.Catalogue;
using Archivist.Discs.Planning;
using Archivist.Discs.Templates;
using Archivist.Images.Mastering;
using Archivist.Operations.Discs.Verifying;

namespace Archivist.Operations.Discs.Building;

/// <summary>A disc that was mastered, and read back if it was asked for.</summary>
/// <param name="Path">The image file.</param>
/// <param name="Record">What the catalogue says of the disc now.</param>
/// <param name="Template">What it was made from, for the medium it was planned for.</param>
/// <param name="Image">Length and hash.</param>
/// <param name="TotalBytes">Its length with error correction.</param>
/// <param name="Objects">Objects of the repository on it.</param>
/// <param name="Newest">The newest snapshot on it.</param>
/// <param name="Verdict">What reading it back showed; null when it was not read back.</param>
public sealed record BuiltDisc(
    string Path, CataloguedDisc Record, DiscTemplate Template, MasteredImage Image, long TotalBytes, int Objects, PlannedSnapshot Newest, DiscVerdict? Verdict);
