using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>Burning was stopped.</summary>
public sealed record BurnStopped() : Problem(Failure.Interrupted, "");
