using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>No pack can have this length in bytes.</summary>
public sealed record PackSizeImpossible(PackId Pack, long Length) : Problem(Failure.DataLoss, $"pack/{Pack}");
