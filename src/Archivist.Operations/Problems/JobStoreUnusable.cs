using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The scheduler cannot use the store of its jobs.</summary>
/// <param name="Store">A file, or the database of the cluster.</param>
/// <param name="Cause">Why.</param>
public sealed record JobStoreUnusable(string Store, Cause Cause) : Problem(Failure.Failed, Store);
