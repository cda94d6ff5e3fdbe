using Archivist.Platform.Problems;

namespace Archivist.Discs.Problems;

/// <summary>Recovery data of a set protects a file that is no pack of a repository.</summary>
public sealed record RecoveryDataForeign(string Path) : Problem(Failure.Tampering, Path);
