using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>The owner of an entry cannot be set.</summary>
public sealed record OwnerNotRestored(string Path, uint User, uint Group, Cause Cause) : Problem(Failure.Failed, Path);
