using Archivist.Capture.Capturing;
using Archivist.Repository.Ids;

namespace Archivist.Operations.Capturing;

/// <summary>Where something changed since a snapshot.</summary>
/// <param name="Snapshot">The snapshot; when it is no longer there, everything is looked at.</param>
/// <param name="Directories">Where to look; the rest is taken over from the snapshot.</param>
internal sealed record ChangesSince(SnapshotId Snapshot, ChangedDirectories Directories);
