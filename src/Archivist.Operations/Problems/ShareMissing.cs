using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A share of a striped replica is missing, and not yet given up.</summary>
/// <param name="Replica">The name of the replica.</param>
/// <param name="Address">Where it should be.</param>
/// <param name="Since">Since when it is missing.</param>
/// <param name="Survives">How many more shares may be lost.</param>
/// <param name="Wanted">How many may be lost when all are there.</param>
/// <param name="GivenUpAfter">From when on the next audit of a run stripes the replica again without it.</param>
public sealed record ShareMissing(string Replica, string Address, DateTimeOffset Since, int Survives, int Wanted, DateTimeOffset GivenUpAfter) : Problem(Failure.Findings, Replica);
