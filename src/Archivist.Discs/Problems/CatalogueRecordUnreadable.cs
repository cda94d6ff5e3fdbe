using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A record of the catalogue cannot be read.</summary>
public sealed record CatalogueRecordUnreadable(string Path, Cause Cause) : Problem(Failure.Failed, Path);
