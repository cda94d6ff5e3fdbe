using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>The SHA-256 of a pack is not its name.</summary>
public sealed record PackHashWrong(PackId Pack) : Problem(Failure.DataLoss, $"pack/{Pack}");
