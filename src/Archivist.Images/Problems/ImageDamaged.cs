using Archivist.Platform.Problems;

namespace Archivist.Images.Problems;

/// <summary>The structures of an image are damaged.</summary>
public sealed record ImageDamaged(string Location, Cause Cause) : Problem(Failure.MediumFailed, Location);
