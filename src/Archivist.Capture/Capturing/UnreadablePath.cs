namespace Archivist.Capture;

/// <summary>A source that could not be captured.</summary>
/// <param name="Path">The path, escaped for display.</param>
/// <param name="Cause">What the system said.</param>
public sealed record UnreadablePath(string Path, string Cause);
