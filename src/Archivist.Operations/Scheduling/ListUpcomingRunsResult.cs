namespace Archivist.Operations.Scheduling;

/// <summary>The next runs, the earliest first.</summary>
public sealed record ListUpcomingRunsResult(IReadOnlyList<UpcomingRun> Runs) : OperationResult;
