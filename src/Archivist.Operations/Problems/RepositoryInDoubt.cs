using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The repository lacks snapshots that it should have, so what it lacks is no reason to remove anything from a replica.</summary>
/// <param name="Replica">The replica that is not pruned.</param>
public sealed record RepositoryInDoubt(string Replica) : Problem(Failure.Tampering, Replica);
