using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A file operation failed, and no part below knew more about it.</summary>
/// <param name="Kind"><see cref="Failure.NoSpace"/> or <see cref="Failure.Failed"/>.</param>
/// <param name="Cause">The error, with the path where the system names it.</param>
/// <param name="Fault">What kind of error it is, as far as advice depends on it.</param>
public sealed record FileOperationFailed(Failure Kind, Cause Cause, FileOperationFault Fault) : Problem(Kind, "file system");
