using Archivist.Platform.Problems;

namespace Archivist.Evidence.Problems;

/// <summary>A witness cannot have that name.</summary>
public sealed record WitnessNameInvalid(string Name) : Problem(Failure.Usage, Name);
