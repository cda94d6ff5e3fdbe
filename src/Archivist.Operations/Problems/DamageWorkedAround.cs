using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A disc is damaged, and what was read of it is whole all the same.</summary>
public sealed record DamageWorkedAround(Problem Finding) : Problem(Failure.None, Finding.Subject);
