using Archivist.Discs.Planning;

namespace Archivist.Operations.Discs.Planning;

/// <summary>What was planned.</summary>
/// <param name="Plan">The plan, which is kept.</param>
public sealed record PlanDiscsResult(DiscSetPlan Plan) : OperationResult;
