using Archivist.Discs.Catalogue;
using Archivist.Discs.Health;

namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>How discs are by their readings.</summary>
/// <param name="Discs">Each disc with its condition, in the catalogue's order.</param>
public sealed record AssessDiscsResult(IReadOnlyList<(CataloguedDisc Disc, DiscHealth Health)> Discs) : OperationResult;
