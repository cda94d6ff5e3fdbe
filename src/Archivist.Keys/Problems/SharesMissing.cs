using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>The given shares are not enough.</summary>
/// <param name="Set">The words with which the shares of the set begin.</param>
/// <param name="GroupThreshold">How many groups are needed.</param>
/// <param name="GroupsComplete">How many are complete.</param>
/// <param name="Groups">The groups that are begun and not complete.</param>
public sealed record SharesMissing(string Set, int GroupThreshold, int GroupsComplete, IReadOnlyList<GroupNeed> Groups) : Problem(Failure.Failed, "shares");
