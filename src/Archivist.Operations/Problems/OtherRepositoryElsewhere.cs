using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A replica holds another repository than the discs, and is not read from.</summary>
public sealed record OtherRepositoryElsewhere(string Place) : Problem(Failure.None, Place);
