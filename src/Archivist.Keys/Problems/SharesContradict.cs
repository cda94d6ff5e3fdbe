using Archivist.Platform.Problems;

namespace Archivist.Keys.Problems;

/// <summary>Shares whose checksums are right do not belong together: at least one is forged, or made by something else than the standard.</summary>
/// <param name="Group">The group that they are of, counted from 1; null if the groups do not belong together.</param>
public sealed record SharesContradict(int? Group = null) : Problem(Failure.Failed, "shares");
