namespace Archivist.Platform.Problems;

/// <summary>A program printed more than the given number of bytes.</summary>
public sealed record ToolOutputTooLong(string Tool, long Limit) : Problem(Failure.Failed, Tool);
