using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>Others than its owner can read a password file.</summary>
public sealed record PasswordFileExposed(string Path) : Problem(Failure.None, Path);
