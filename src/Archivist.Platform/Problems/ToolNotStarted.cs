namespace Archivist.Platform.Problems;

/// <summary>A program is installed but cannot be started.</summary>
public sealed record ToolNotStarted(string Tool, Cause Cause) : Problem(Failure.Failed, Tool);
