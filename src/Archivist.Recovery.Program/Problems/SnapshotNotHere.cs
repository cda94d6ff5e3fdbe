using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>The requested snapshot is neither on the disc nor on a replica.</summary>
internal sealed record SnapshotNotHere() : Problem(Failure.DataLoss, "snapshot");
