using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A drive does not burn.</summary>
public sealed record NotABurner(string Device) : Problem(Failure.MediumFailed, Device);
