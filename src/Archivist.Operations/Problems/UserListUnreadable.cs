using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The list of users who may sign in cannot be read.</summary>
public sealed record UserListUnreadable(string Path, Cause Cause) : Problem(Failure.Usage, Path);
