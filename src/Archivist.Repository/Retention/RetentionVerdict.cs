using Archivist.Repository.Snapshots;

namespace Archivist.Repository.Retention;

/// <summary>The decision of a policy on one group.</summary>
/// <param name="Kept">Newest first.</param>
/// <param name="Removed">Newest first.</param>
public sealed record RetentionVerdict(IReadOnlyList<KeptSnapshot> Kept, IReadOnlyList<Snapshot> Removed);
