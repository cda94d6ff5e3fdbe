namespace Archivist.Discs.Labels;

/// <summary>A page to print at its own size, independent of how it is rendered.</summary>
/// <param name="Name">What it is, as part of a file name: <c>label</c>, <c>cover-sheet</c> …</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Width">Millimetres.</param>
/// <param name="Height">Millimetres.</param>
/// <param name="Marks">The marks on it, from back to front.</param>
public sealed record PrintPage(string Name, string Title, double Width, double Height, IReadOnlyList<PrintMark> Marks);
