using Archivist.Machine.Planning;

namespace Archivist.Operations.Rebuilding;

/// <summary>How a machine would be rebuilt. Immutable.</summary>
/// <param name="Plan">The plan.</param>
public sealed record PlanRebuildResult(RebuildPlan Plan) : OperationResult;
