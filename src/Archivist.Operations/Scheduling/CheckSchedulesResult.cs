namespace Archivist.Operations.Scheduling;

/// <summary>What a check of all schedules found; each one that is refused was reported. The verdict is the most severe failure.</summary>
/// <param name="Valid">The names of those that are valid.</param>
/// <param name="Refused">How many are refused.</param>
public sealed record CheckSchedulesResult(IReadOnlyList<string> Valid, int Refused) : OperationResult;
