using Archivist.Platform.Problems;

namespace Archivist.Drills.Problems;

/// <summary>The verdict of the recovery program that ran in the machine, in its own words.</summary>
/// <param name="Failure">The verdict.</param>
/// <param name="Words">One sentence without a final full stop, as the protocol brought it.</param>
/// <param name="NextStep">What the program says to do next.</param>
public sealed record DrillVerdict(Failure Failure, string Words, string? NextStep) : Problem(Failure, "drill");
