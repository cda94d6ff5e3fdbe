using Archivist.Repository.Ids;

namespace Archivist.Discs.Planning;

/// <summary>The newest snapshot of a set, as its pages describe it.</summary>
/// <param name="Id">The snapshot.</param>
/// <param name="Taken">When it was taken.</param>
/// <param name="Files">How many files it holds.</param>
/// <param name="Bytes">How many bytes are in them.</param>
public sealed record PlannedSnapshot(SnapshotId Id, DateTimeOffset Taken, long Files, long Bytes);
