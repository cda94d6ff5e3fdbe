using Archivist.Platform.Problems;
using Archivist.Repository.Repairing;

namespace Archivist.Operations.Repairing;

/// <summary>What was wrong with the indexes. Packs whose header cannot be read are <see cref="Failure.Findings"/>.</summary>
/// <param name="Plan">What was replaced, or would be.</param>
/// <param name="IsDryRun">Nothing was changed.</param>
public sealed record IndexRepairResult(IndexRepairPlan Plan, bool IsDryRun) : OperationResult;
