using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A place holds another repository.</summary>
public sealed record OtherRepositoryThere(string Place) : Problem(Failure.Usage, Place);
