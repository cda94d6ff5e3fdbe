namespace Archivist.Operations.Scheduling;

/// <summary>The schedules are asked for.</summary>
public sealed record ListSchedulesRequest : OperationRequest;
