using Archivist.Repository.Snapshots;

namespace Archivist.Repository.Retention;

/// <summary>A snapshot that is kept.</summary>
/// <param name="Snapshot">Which one.</param>
/// <param name="Reasons">Every rule that it meets, in restic's words.</param>
public sealed record KeptSnapshot(Snapshot Snapshot, IReadOnlyList<string> Reasons);
