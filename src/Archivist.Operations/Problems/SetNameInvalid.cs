using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A name cannot be the name of a set.</summary>
public sealed record SetNameInvalid(string Name) : Problem(Failure.Usage, Name);
