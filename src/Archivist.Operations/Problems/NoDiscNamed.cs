using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>No disc is named, or a set has none in the catalogue.</summary>
public sealed record NoDiscNamed(string? Set) : Problem(Failure.Usage, Set ?? "discs");
