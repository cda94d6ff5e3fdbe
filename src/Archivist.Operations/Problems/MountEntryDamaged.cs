using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>An entry of a mounted snapshot cannot be read.</summary>
public sealed record MountEntryDamaged(string Path, Cause Cause) : Problem(Failure.None, Path);
