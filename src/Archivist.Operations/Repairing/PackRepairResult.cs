namespace Archivist.Operations.Repairing;

/// <summary>What was saved of damaged packs.</summary>
/// <param name="Packs">Each pack.</param>
/// <param name="IsDryRun">Nothing was changed.</param>
public sealed record PackRepairResult(IReadOnlyList<RepairedPack> Packs, bool IsDryRun) : OperationResult;
