namespace Archivist.Operations.Running;

/// <summary>A step of a run as the journal has it.</summary>
/// <param name="Started">When it first began.</param>
/// <param name="Expected">What it is about to make, as the step names that; null before that is known.</param>
/// <param name="State">The run after this step; null until the step has made everything.</param>
/// <param name="IsDone">Its entries are in the ledger too.</param>
internal sealed record JournaledStep(DateTimeOffset Started, string? Expected, RunState? State, bool IsDone);
