namespace Archivist.Operations.Running;

/// <summary>A run as the journal has it.</summary>
/// <param name="Id">Its number in the journal.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended, or another run took its place; null for a run that is under way or was killed.</param>
/// <param name="Definition">The SHA-256 of the file of the schedule, in hexadecimal, as it was when the run began.</param>
internal sealed record JournaledRun(long Id, DateTimeOffset Started, DateTimeOffset? Ended, string Definition);
