namespace Archivist.Operations.Watching;

/// <summary>Asks for a look at what must be reported now: runs that ended unheard, schedules that are overdue, incidents that are still open, the weekly digest, and what waits to be delivered.</summary>
public sealed record LookRequest : OperationRequest;
