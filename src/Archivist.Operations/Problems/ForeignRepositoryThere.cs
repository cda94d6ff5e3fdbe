using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A place holds another repository.</summary>
public sealed record ForeignRepositoryThere(string Place) : Problem(Failure.Usage, Place);
