using Archivist.Platform.FileSystem;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Operations.Problems;

/// <summary>An earlier snapshot of the same sources is dated after now.</summary>
public sealed record SnapshotDatedAhead(SnapshotId Snapshot, GoTime Time) : Problem(Failure.None, Snapshot.Value.Short);
