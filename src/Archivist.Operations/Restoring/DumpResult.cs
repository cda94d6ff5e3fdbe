namespace Archivist.Operations.Restoring;

/// <summary>A finished dump.</summary>
/// <param name="LeftOut">The paths of entries whose type the archive cannot hold.</param>
public sealed record DumpResult(IReadOnlyList<string> LeftOut) : OperationResult;
