using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The content of a planned disc has outgrown its medium since the plan was made: its template or the recovery environment changed.</summary>
public sealed record DiscOutgrewPlan(DiscTitle.OfSet Disc, long Needed, long Capacity) : Problem(Failure.NoSpace, Disc.Label);
