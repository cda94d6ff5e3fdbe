using Archivist.Repository.Snapshots;

namespace Archivist.Capture.Blocks;

/// <summary>What is remembered of a block source, and the snapshot that it is about.</summary>
/// <param name="Record">What was remembered.</param>
/// <param name="Snapshot">The snapshot; null when it is no longer there.</param>
public sealed record BlockReference(BlockRecord Record, Snapshot? Snapshot);
