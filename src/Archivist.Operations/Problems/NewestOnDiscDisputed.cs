using Archivist.Platform.Problems;
using Archivist.Repository.Crypto;

namespace Archivist.Operations.Problems;

/// <summary>The snapshot that the ledger noted last is not the one that is dated last, and a disc is planned for it.</summary>
/// <param name="Snapshot">The snapshot of the disc.</param>
/// <param name="Time">Its date.</param>
/// <param name="Latest">The snapshot that is dated last.</param>
/// <param name="LatestTime">Its date.</param>
public sealed record NewestOnDiscDisputed(Digest Snapshot, DateTimeOffset Time, Digest Latest, DateTimeOffset LatestTime) : Problem(Failure.None, Snapshot.Short);
