using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Recovery.Program.Problems;

/// <summary>All entries are back and compare equal to the snapshot.</summary>
internal sealed record EverythingRestored(long Entries, SnapshotId Snapshot) : Problem(Failure.None, Snapshot.ToString());
