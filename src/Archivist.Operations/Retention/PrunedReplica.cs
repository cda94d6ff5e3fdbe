using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Retention;

/// <summary>What pruning one replica came to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Removable">What the repository does not have, and has not had for the time of grace: removed, or to be removed.</param>
/// <param name="Waiting">What the repository does not have either, and is kept for now.</param>
/// <param name="Failure">Why it was not pruned, or not to the end; null when it was.</param>
public sealed record PrunedReplica(string Name, IReadOnlyList<StoredObject> Removable, IReadOnlyList<StoredObject> Waiting, ArchivistException? Failure);
