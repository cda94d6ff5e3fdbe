using Archivist.Discs.Catalogue;

namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>Discs of the catalogue.</summary>
/// <param name="Discs">What was asked for; those of the newest set last.</param>
/// <param name="All">Every disc of the catalogue, among which ids must differ.</param>
public sealed record ListDiscsResult(IReadOnlyList<CataloguedDisc> Discs, IReadOnlyList<CataloguedDisc> All) : OperationResult;
