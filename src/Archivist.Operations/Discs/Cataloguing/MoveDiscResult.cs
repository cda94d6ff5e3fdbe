using Archivist.Discs.Catalogue;

namespace Archivist.Operations.Discs.Cataloguing;

/// <summary>A disc that was moved.</summary>
/// <param name="Disc">What the catalogue says of it now.</param>
public sealed record MoveDiscResult(CataloguedDisc Disc) : OperationResult;
