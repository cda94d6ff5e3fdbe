using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A set of this name is planned already.</summary>
public sealed record SetExists(string Name) : Problem(Failure.Usage, Name);
