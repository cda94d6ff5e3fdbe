using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A file is no plan of a disc set.</summary>
public sealed record PlanInvalid(string Place) : Problem(Failure.Tampering, Place);
