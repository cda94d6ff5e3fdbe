using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A replica cannot be reached, and is not read from.</summary>
public sealed record PlaceUnreachable(string Place, Cause Cause) : Problem(Failure.None, Place);
