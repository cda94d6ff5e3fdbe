using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>Another process is writing to the catalogue.</summary>
public sealed record CatalogueLocked(string Catalogue) : Problem(Failure.RepositoryLocked, Catalogue);
