using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The catalogue cannot be read, and the operation goes on without it.</summary>
public sealed record CatalogueNotUsed(Cause Cause) : Problem(Failure.None, "catalogue");
