using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The record of what was at the place of a replica cannot be read; the replica that is there is accepted.</summary>
public sealed record PlaceRecordIgnored(string Replica, Cause Cause) : Problem(Failure.None, Replica);
