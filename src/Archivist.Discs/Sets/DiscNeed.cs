using Archivist.Discs.Catalogue;

namespace Archivist.Discs.Sets;

/// <summary>The packs that a restore needs from one disc.</summary>
/// <param name="Disc">The disc.</param>
/// <param name="Packs">How many packs.</param>
/// <param name="Bytes">How many bytes of them.</param>
public sealed record DiscNeed(CataloguedDisc Disc, int Packs, long Bytes);
