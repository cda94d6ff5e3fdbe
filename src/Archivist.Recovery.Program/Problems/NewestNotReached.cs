using Archivist.Platform.Problems;

namespace Archivist.Recovery.Program.Problems;

/// <summary>Everything available is restored, but a replica did not answer.</summary>
/// <param name="IsSubstitute">Whether the state on the disc was restored instead of the newest snapshot.</param>
internal sealed record NewestNotReached(bool IsSubstitute) : Problem(Failure.TooFewReplicas, "restore");
