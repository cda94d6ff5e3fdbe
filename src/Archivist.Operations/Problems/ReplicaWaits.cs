using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A replica is not filled, because the network is metered and its settings say to wait; that is a state and no failure.</summary>
/// <param name="Replica">Its name.</param>
/// <param name="Since">When it was first found to wait; null when that is not remembered.</param>
public sealed record ReplicaWaits(string Replica, DateTimeOffset? Since) : Problem(Failure.None, Replica);
