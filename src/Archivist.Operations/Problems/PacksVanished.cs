using Archivist.Platform.Problems;
using Archivist.Repository.Ids;

namespace Archivist.Operations.Problems;

/// <summary>Packs that the repository must hold by the ledger are not in it, and neither a prune nor a repair removed them.</summary>
/// <param name="Location">Where the repository is.</param>
/// <param name="Packs">Those that are known by name, in ascending order; may be fewer, when what was remembered of names is lost.</param>
/// <param name="Count">How many at least, 1 or more.</param>
public sealed record PacksVanished(string Location, IReadOnlyList<PackId> Packs, long Count) : Problem(Failure.Tampering, Location);
