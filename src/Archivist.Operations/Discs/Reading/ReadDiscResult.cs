using Archivist.Discs.Rescue;

namespace Archivist.Operations.Discs.Reading;

/// <summary>How a disc was read.</summary>
/// <param name="Reading">What was read and corrected.</param>
/// <param name="Disc">Which disc it is; null when that is unknown.</param>
/// <param name="IsCatalogued">The disc is in the catalogue; null when nothing was to be entered.</param>
/// <param name="IsRecorded">The reading is in catalogue and ledger.</param>
/// <param name="Elapsed">From the request to the result.</param>
public sealed record ReadDiscResult(DiscReadResult Reading, Guid? Disc, bool? IsCatalogued, bool IsRecorded, TimeSpan Elapsed) : OperationResult;
