using Archivist.Platform.Problems;

namespace Archivist.Restore.Restoring;

/// <summary>One path that was not restored faithfully.</summary>
/// <param name="Path">The path in the snapshot, escaped for display.</param>
/// <param name="Failure">How bad it is: <see cref="Failure.Tampering"/> and <see cref="Failure.DataLoss"/> concern content.</param>
/// <param name="Cause">What happened.</param>
public sealed record RestoreProblem(string Path, Failure Failure, Cause Cause);
