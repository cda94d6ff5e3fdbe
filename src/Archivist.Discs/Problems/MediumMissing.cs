using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>There is no medium in a drive.</summary>
public sealed record MediumMissing(string Location) : Problem(Failure.MediumFailed, Location);
