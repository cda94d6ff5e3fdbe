using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Windows cannot open files of some names in an image.</summary>
public sealed record NamesClosedToWindows(int Count, string First) : Problem(Failure.None, First);
