using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A set is planned without the key, so packs are ordered by age.</summary>
public sealed record PlannedWithoutKey(Problem Reason) : Problem(Failure.None, Reason.Subject);
