using Archivist.Discs.Catalogue;
using Archivist.Repository.Ids;

namespace Archivist.Discs.Sets;

/// <summary>The result of computing lost packs from the remaining discs and the recovery discs.</summary>
/// <param name="Set">The set.</param>
/// <param name="Packs">The packs that were missing or damaged, and are whole now.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="MissingSlices">Slices that were missing.</param>
/// <param name="RecoverySlices">Recovery slices that were there.</param>
public sealed record ComputedPacks(DiscSetName Set, IReadOnlyList<PackId> Packs, long Bytes, int MissingSlices, int RecoverySlices);
