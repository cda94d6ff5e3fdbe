using Archivist.Repository.Snapshots;

namespace Archivist.Repository.Repairing;

/// <summary>A snapshot that cannot be restored whole.</summary>
/// <param name="Snapshot">Which one.</param>
/// <param name="Losses">What is lost, one sentence for each path.</param>
/// <param name="RootIsLost">Not even its first directory can be read: nothing is left of it.</param>
public sealed record SnapshotDamage(Snapshot Snapshot, IReadOnlyList<string> Losses, bool RootIsLost);
