using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A burned disc is not in the catalogue of this machine.</summary>
public sealed record DiscNotCatalogued(Guid Disc) : Problem(Failure.None, Disc.ToString());
