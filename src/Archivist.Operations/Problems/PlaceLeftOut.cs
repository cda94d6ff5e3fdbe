using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A drive, image or directory is not used, because it is empty or cannot be read.</summary>
public sealed record PlaceLeftOut(string Place, Cause? Reason) : Problem(Failure.None, Place);
