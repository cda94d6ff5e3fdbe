using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>There is no full set that a delta could add to.</summary>
public sealed record NoBaseSet(string? Name, Problem? Damage) : Problem(Damage?.Failure ?? Failure.Usage, Name ?? "catalogue");
