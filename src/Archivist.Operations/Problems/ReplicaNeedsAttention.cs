using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A replica needs something.</summary>
/// <param name="Replica">Its name.</param>
/// <param name="Need">What it needs.</param>
/// <param name="Objects">Objects that need repair; 0 for other needs.</param>
/// <param name="Last">When it was last copied to or audited, or since when it is gone or unreachable; null for never.</param>
public sealed record ReplicaNeedsAttention(string Replica, ReplicaNeed Need, long Objects, DateTimeOffset? Last) : Problem(Failure.Findings, Replica);
