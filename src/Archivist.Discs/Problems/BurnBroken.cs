using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>Burning broke off.</summary>
public sealed record BurnBroken(Cause Cause) : Problem(Failure.MediumFailed, "");
