using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A replica holds another repository than the one that is read, and is not read from.</summary>
public sealed record OtherRepositoryInCopy(string Place) : Problem(Failure.None, Place);
