using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Shares of a striped replica have been missing for so long that the replica does without them from now on.</summary>
/// <param name="Replica">The name of the replica.</param>
/// <param name="Addresses">Where they were; at least one.</param>
/// <param name="Since">Since when the first of them is missing.</param>
public sealed record SharesGivenUp(string Replica, IReadOnlyList<string> Addresses, DateTimeOffset Since) : Problem(Failure.Findings, Replica);
