using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A password file cannot be read.</summary>
public sealed record PasswordFileUnreadable(string Path, Cause Cause) : Problem(Failure.Usage, Path);
