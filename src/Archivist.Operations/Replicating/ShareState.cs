namespace Archivist.Operations.Replicating;

/// <summary>What is remembered of a share of a striped replica.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="IsRecovery">It holds recovery data; otherwise packs.</param>
/// <param name="AbsentSince">Since when it has not been found at its place; null while it is there, or was never there.</param>
/// <param name="GivenUp">Since when the replica does without it; null while it takes part.</param>
internal sealed record ShareState(string Address, bool IsRecovery, DateTimeOffset? AbsentSince, DateTimeOffset? GivenUp)
{
    /// <summary>It was given up, and the others are not known to hold what it held.</summary>
    internal bool IsUnsettled { get; init; }

    /// <summary>True for one that takes part and has been missing since a time or longer.</summary>
    internal bool IsLost(DateTimeOffset since) => GivenUp is null && AbsentSince <= since;
}
