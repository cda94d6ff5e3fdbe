using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The place or the holder of a disc is not one line of plain text.</summary>
public sealed record PlaceTextInvalid() : Problem(Failure.Usage, "");
