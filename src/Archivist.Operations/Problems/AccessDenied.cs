using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>The kernel denied access to a file or device.</summary>
public sealed record AccessDenied(Cause Cause) : Problem(Failure.Failed, "file system");
