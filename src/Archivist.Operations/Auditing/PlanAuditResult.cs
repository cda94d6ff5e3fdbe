namespace Archivist.Operations.Auditing;

/// <summary>What auditing replicas would take. The verdict is the most severe failure.</summary>
/// <param name="Replicas">One for each replica, in the order of the request.</param>
public sealed record PlanAuditResult(IReadOnlyList<PlannedAudit> Replicas) : OperationResult;
