namespace Archivist.Operations.Listing;

/// <summary>A finished search.</summary>
/// <param name="Found">The number of entries that were found.</param>
public sealed record FindEntriesResult(long Found) : OperationResult;
