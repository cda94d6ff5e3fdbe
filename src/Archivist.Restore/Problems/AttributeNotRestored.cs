using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>An extended attribute of an entry cannot be set.</summary>
public sealed record AttributeNotRestored(string Path, string Attribute, Cause Cause) : Problem(Failure.Failed, Path);
