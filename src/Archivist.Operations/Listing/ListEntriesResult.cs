using Archivist.Repository.Snapshots;

namespace Archivist.Operations.Listing;

/// <summary>A finished listing of a snapshot.</summary>
/// <param name="Snapshot">The snapshot.</param>
public sealed record ListEntriesResult(Snapshot Snapshot) : OperationResult;
