using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A snapshot of changes could not be taken; they stay noted, and it is tried again.</summary>
public sealed record ChangesNotCaptured(Problem Cause, TimeSpan Again) : Problem(Cause.Failure, Cause.Subject);
