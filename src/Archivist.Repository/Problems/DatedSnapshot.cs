using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>A snapshot with its date.</summary>
public sealed record DatedSnapshot(SnapshotId Id, DateTimeOffset Time);
