using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>Nothing can be saved of a pack: it is missing, or no index names it and its header is damaged.</summary>
public sealed record PackBeyondRepair(PackId Pack, bool IsMissing) : Problem(Failure.DataLoss, $"pack/{Pack}");
