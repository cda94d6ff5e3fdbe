using Archivist.Repository.Snapshots;

namespace Archivist.Repository.Retention;

/// <summary>Snapshots that a policy considers together. Properties that do not define the group are null.</summary>
public sealed record SnapshotGroup(
    string? Host, IReadOnlyList<string>? Paths, IReadOnlyList<string>? Tags, IReadOnlyList<Snapshot> Snapshots);
