using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>The catalogue has no disc of an id.</summary>
public sealed record DiscNotInCatalogue(Guid Disc, string Catalogue) : Problem(Failure.Usage, Disc.ToString());
