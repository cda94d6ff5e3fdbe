namespace Archivist.Restore.Comparing;

/// <summary>One difference between a directory and the snapshot.</summary>
/// <param name="Path">The path, escaped for display.</param>
/// <param name="What">What differs, with both values.</param>
public sealed record TreeDifference(string Path, string What);
