namespace Archivist.Operations.Discs.Building;

/// <summary>The discs that were built.</summary>
/// <param name="Discs">In their order; without those whose records could not be read.</param>
public sealed record BuildDiscsResult(IReadOnlyList<BuiltDisc> Discs) : OperationResult;
