using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Problems;

/// <summary>Snapshots or packs that were on a replica had disappeared; they were copied to it again.</summary>
/// <param name="Replica">The name of the replica.</param>
/// <param name="Objects">The objects, at least one.</param>
public sealed record ObjectsVanished(string Replica, IReadOnlyList<ObjectName> Objects) : Problem(Failure.Tampering, Replica);
