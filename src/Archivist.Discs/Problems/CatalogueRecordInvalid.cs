using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A file is no record of a disc.</summary>
public sealed record CatalogueRecordInvalid(string Place, RecordFault Fault) : Problem(Failure.Tampering, Place);
