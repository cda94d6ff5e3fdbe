namespace Archivist.Platform.Problems;

/// <summary>Attributes of an entry cannot be read or expressed.</summary>
/// <param name="Path">The entry.</param>
/// <param name="Losses">Which, and why; never empty.</param>
public sealed record AttributesLost(string Path, IReadOnlyList<AttributeLoss> Losses) : Problem(Failure.Failed, Path);
