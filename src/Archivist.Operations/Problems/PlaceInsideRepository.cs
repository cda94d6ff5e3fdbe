using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The place of a new repository lies inside another repository.</summary>
public sealed record PlaceInsideRepository(string Location, string Repository) : Problem(Failure.Usage, Location);
