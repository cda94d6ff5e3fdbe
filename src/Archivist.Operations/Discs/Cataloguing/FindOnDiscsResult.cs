namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>A search that is over.</summary>
/// <param name="Count">The number of versions of files that were found; at least 1.</param>
public sealed record FindOnDiscsResult(int Count) : OperationResult;
