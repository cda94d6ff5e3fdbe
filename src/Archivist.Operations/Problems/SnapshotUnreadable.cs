using Archivist.Platform.Problems;
using Archivist.Repository.Stores;

namespace Archivist.Operations.Problems;

/// <summary>A snapshot cannot be read, so no policy can be applied.</summary>
public sealed record SnapshotUnreadable(ObjectName Snapshot) : Problem(Failure.Tampering, Snapshot.ToString());
