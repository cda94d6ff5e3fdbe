using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>No index names a pack: a run that was killed has left it.</summary>
public sealed record PackUnindexed(PackId Pack) : Problem(Failure.Findings, $"pack/{Pack}");
