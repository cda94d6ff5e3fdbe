using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The permissions of a password file cannot be read.</summary>
public sealed record PasswordFileNotInspectable(string Path, Cause Cause) : Problem(Failure.None, Path);
