using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The scheduler could not do something, and tries again.</summary>
/// <param name="Store">The store of its jobs: a file, or the database of the cluster.</param>
/// <param name="Cause">Why.</param>
public sealed record SchedulerTrouble(string Store, Cause Cause) : Problem(Failure.None, Store);
