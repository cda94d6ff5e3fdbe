using Archivist.Platform.Problems;

namespace Archivist.Operations.Problems;

/// <summary>A file was changed while it was in use, and what it says now is refused; what it said before stays in use.</summary>
public sealed record ReloadRefused(Problem Reason) : Problem(Failure.None, Reason.Subject);
