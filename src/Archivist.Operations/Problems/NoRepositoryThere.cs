using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A place holds no repository.</summary>
public sealed record NoRepositoryThere(string Place) : Problem(Failure.RepositoryMissing, Place);
