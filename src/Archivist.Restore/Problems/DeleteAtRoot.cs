using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>A restore must not delete entries that are not in the snapshot from the root of this machine.</summary>
public sealed record DeleteAtRoot(string Target) : Problem(Failure.Usage, Target);
