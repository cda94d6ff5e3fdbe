namespace Archivist.Operations.Copying;

/// <summary>A finished copy.</summary>
/// <param name="Copied">The number of snapshots that were copied, or would be.</param>
/// <param name="Present">The number of snapshots that had been copied before.</param>
/// <param name="IsDryRun">Nothing was changed.</param>
public sealed record CopyResult(int Copied, int Present, bool IsDryRun) : OperationResult;
