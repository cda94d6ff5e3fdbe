namespace Archivist.Operations.Discs.Labelling;

/// <summary>A file to print.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">The file.</param>
/// <param name="Pages">The number of its pages.</param>
public sealed record PrintedFile(PrintKind Kind, string Path, int Pages);
