namespace Archivist.Restore.Comparing;

/// <summary>One way in which a directory is not what the snapshot says.</summary>
/// <param name="Path">The path, escaped for display.</param>
/// <param name="Difference">What differs.</param>
public sealed record TreeDifference(string Path, EntryDifference Difference);
