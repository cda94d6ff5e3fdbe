using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>Snapshots need a pack that is missing, or has another length in bytes than its index says, and so many others; nothing was changed.</summary>
public sealed record NeededPackWrong(PackId Pack, long? Length, long Expected, int Others) : Problem(Failure.DataLoss, $"pack/{Pack}");
