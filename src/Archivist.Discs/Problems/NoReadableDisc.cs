using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>There is no disc in any of the drives that can be read.</summary>
public sealed record NoReadableDisc(string Location) : Problem(Failure.MediumFailed, Location);
