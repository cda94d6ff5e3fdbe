using Archivist.Platform.Problems;

namespace Archivist.Repository.Problems;

/// <summary>There are packs but no snapshot, so that prune would delete everything; nothing was removed.</summary>
public sealed record PruneWithoutSnapshots(string Location, int Packs) : Problem(Failure.Failed, Location);
