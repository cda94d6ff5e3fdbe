using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A file is no map of GNU ddrescue for a disc.</summary>
public sealed record RescueMapInvalid(string Place, Cause Cause) : Problem(Failure.Usage, Place);
