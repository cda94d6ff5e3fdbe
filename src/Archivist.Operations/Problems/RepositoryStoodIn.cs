using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The repository cannot be read, and replicas are filled from another replica.</summary>
/// <param name="Replica">The name of the replica that is read.</param>
/// <param name="Reason">Why the repository cannot be read.</param>
public sealed record RepositoryStoodIn(string Replica, Problem Reason) : Problem(Failure.None, Reason.Subject);
