namespace Archivist.Operations.Listing;

/// <summary>A finished search.</summary>
/// <param name="Found">The number of versions of all paths; 0 when no snapshot has any of them.</param>
public sealed record FindVersionsResult(int Found) : OperationResult;
