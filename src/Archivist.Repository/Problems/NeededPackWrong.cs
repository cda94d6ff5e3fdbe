using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Repository.Problems;

/// <summary>Snapshots need a pack that is missing or whose length in bytes differs from the index, and a number of further packs like it; nothing was changed.</summary>
public sealed record NeededPackWrong(PackId Pack, long? Length, long Expected, int Others) : Problem(Failure.DataLoss, $"pack/{Pack}");
