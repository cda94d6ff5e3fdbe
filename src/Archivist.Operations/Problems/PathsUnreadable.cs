using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Paths of the sources could not be read.</summary>
public sealed record PathsUnreadable(int Count) : Problem(Failure.SnapshotIncomplete, "sources");
