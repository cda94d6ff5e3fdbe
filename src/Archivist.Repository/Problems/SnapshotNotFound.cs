using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>No snapshot has an id that begins with the reference; the repository that was searched, null where several were.</summary>
public sealed record SnapshotNotFound(string Reference, string? Location) : Problem(Failure.Usage, Reference);
