namespace Archivist.Restore.Comparing;

/// <summary>One difference between a directory and the snapshot.</summary>
/// <param name="Path">The path, escaped for display.</param>
/// <param name="Difference">What differs.</param>
public sealed record TreeDifference(string Path, EntryDifference Difference);
