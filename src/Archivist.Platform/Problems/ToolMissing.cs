namespace Archivist.Platform.Problems;

/// <summary>A program that is needed is not installed, or not in PATH.</summary>
public sealed record ToolMissing(string Tool, string? Package) : Problem(Failure.Failed, Tool);
