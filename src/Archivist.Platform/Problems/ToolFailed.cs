namespace Archivist.Platform.Problems;

/// <summary>A program ended with an exit code other than 0; its last line of output, null where it printed nothing.</summary>
public sealed record ToolFailed(Failure Failure, string Tool, int ExitCode, string? LastWords) : Problem(Failure, Tool);
