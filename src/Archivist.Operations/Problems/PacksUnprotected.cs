using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Recovery data of a striped replica is missing or damaged: some packs do not survive the loss of as many shares as the settings want.</summary>
/// <param name="Replica">The name of the replica.</param>
/// <param name="Packs">The number of packs.</param>
public sealed record PacksUnprotected(string Replica, long Packs) : Problem(Failure.Findings, Replica);
