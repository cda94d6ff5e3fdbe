using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A record of the catalogue has the file name of another disc.</summary>
public sealed record CatalogueRecordMisnamed(string Path, Guid Disc) : Problem(Failure.Tampering, Path);
