namespace Archivist.Operations.Listing;

/// <summary>A finished search.</summary>
/// <param name="Found">The number of objects that were found.</param>
public sealed record FindObjectsResult(long Found) : OperationResult;
