using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>fusermount3 refused to mount; in its words, and whether other users should have access.</summary>
public sealed record FusermountFailed(string Point, string Words, bool ForOthers) : Problem(Failure.Failed, Point);
