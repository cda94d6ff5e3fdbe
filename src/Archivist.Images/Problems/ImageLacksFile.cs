using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>An image does not hold a file.</summary>
public sealed record ImageLacksFile(string Location, string Path) : Problem(Failure.MediumFailed, Location);
