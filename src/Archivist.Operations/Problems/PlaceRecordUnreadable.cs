using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The record of what was last seen at an address cannot be read.</summary>
public sealed record PlaceRecordUnreadable(string File, string Address, Cause Cause) : Problem(Failure.Failed, File);
