using Archivist.Platform.Problems;
using Archivist.Repository.Retention;

namespace Archivist.Operations.Retention;

/// <summary>What was removed, or would be. A group of which the policy would leave nothing stays, which is <see cref="Failure.Findings"/>.</summary>
/// <param name="Plan">The snapshots that were removed, and why others stay.</param>
/// <param name="Pruned">What pruning removed; null when it had nothing to do or was not asked for.</param>
public sealed record ForgetResult(ForgetPlan Plan, PruneOutcome? Pruned) : OperationResult;
