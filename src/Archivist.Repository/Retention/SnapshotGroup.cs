using Archivist.Repository.Snapshots;

namespace Archivist.Repository.Retention;

/// <summary>Snapshots that a policy looks at together. What they are not grouped by is null.</summary>
public sealed record SnapshotGroup(
    string? Host, IReadOnlyList<string>? Paths, IReadOnlyList<string>? Tags, IReadOnlyList<Snapshot> Snapshots);
