using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A striped replica does without one of its recovery shares: fewer shares than intended may be lost.</summary>
/// <param name="Replica">The name of the replica.</param>
/// <param name="Address">Where the share was.</param>
/// <param name="Since">Since when the replica does without it.</param>
/// <param name="Survives">How many shares may be lost now.</param>
/// <param name="Wanted">How many the settings want.</param>
public sealed record RecoveryShareLost(string Replica, string Address, DateTimeOffset Since, int Survives, int Wanted) : Problem(Failure.Findings, Replica);
