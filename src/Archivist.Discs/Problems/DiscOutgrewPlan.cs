using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>What belongs on a planned disc has grown beyond its medium since the plan was made: its template or the recovery environment changed.</summary>
public sealed record DiscOutgrewPlan(DiscTitle.OfSet Disc, long Needed, long Capacity) : Problem(Failure.NoSpace, Disc.Label);
