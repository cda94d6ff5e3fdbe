namespace Archivist.Operations.Scheduling;

/// <summary>All schedules are to be checked.</summary>
public sealed record CheckSchedulesRequest : OperationRequest;
