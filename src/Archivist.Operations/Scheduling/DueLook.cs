namespace Archivist.Operations.Scheduling;

/// <summary>What one look showed.</summary>
/// <param name="Due">What starts now.</param>
/// <param name="Held">What is due and does not start, by name.</param>
internal sealed record DueLook(IReadOnlyList<DueSchedule> Due, IReadOnlyList<HeldSchedule> Held);
