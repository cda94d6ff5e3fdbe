using Archivist.Discs.Catalogue;

namespace Archivist.Operations.Discs.Rebuilding;

/// <summary>An image that was made again.</summary>
/// <param name="Disc">Of which disc.</param>
/// <param name="Made">What was made.</param>
/// <param name="Elapsed">From the request to the result.</param>
public sealed record RemasterDiscResult(CataloguedDisc Disc, RemasteredDisc Made, TimeSpan Elapsed) : OperationResult;
