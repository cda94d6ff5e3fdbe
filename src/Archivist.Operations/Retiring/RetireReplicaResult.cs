namespace Archivist.Operations.Retiring;

/// <summary>A replica that was retired, or would be.</summary>
/// <param name="Plan">What is left.</param>
/// <param name="SettingsFile">The file that named it.</param>
public sealed record RetireReplicaResult(RetirementPlan Plan, string SettingsFile) : OperationResult;
