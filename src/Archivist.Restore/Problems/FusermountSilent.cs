using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>fusermount3 succeeded without handing over the descriptor of the mount.</summary>
public sealed record FusermountSilent(string Point) : Problem(Failure.Failed, Point);
