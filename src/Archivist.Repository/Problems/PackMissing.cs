using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>An index names a pack that the store does not have.</summary>
public sealed record PackMissing(PackId Pack) : Problem(Failure.DataLoss, $"pack/{Pack}");
