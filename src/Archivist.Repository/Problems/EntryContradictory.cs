using Archivist.Platform.Files;
using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>An entry of a tree cannot be restored, because it contradicts itself or its tree.</summary>
public sealed record EntryContradictory(SnapshotId Snapshot, BlobId Tree, FileName Name, EntryContradiction What) : Problem(Failure.DataLoss, $"snapshot/{Snapshot}");
