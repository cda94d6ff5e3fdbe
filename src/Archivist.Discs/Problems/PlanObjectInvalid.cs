using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>A plan names a file that is no object of a repository.</summary>
public sealed record PlanObjectInvalid(string Set, string Path) : Problem(Failure.Tampering, Set);
