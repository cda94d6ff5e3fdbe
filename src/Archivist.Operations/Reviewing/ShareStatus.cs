namespace Archivist.Operations.Reviewing;

/// <summary>What is known of a share of a striped replica.</summary>
/// <param name="Address">Where it is, without credentials.</param>
/// <param name="IsRecovery">It holds recovery data; otherwise packs.</param>
/// <param name="AbsentSince">Since when it has not been found at its place; null while it is there, or was never there.</param>
/// <param name="GivenUp">Since when the replica does without it; null while it takes part.</param>
public sealed record ShareStatus(string Address, bool IsRecovery, DateTimeOffset? AbsentSince, DateTimeOffset? GivenUp);
