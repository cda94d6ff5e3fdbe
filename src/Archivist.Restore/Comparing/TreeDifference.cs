namespace Archivist.Restore.Comparing;

/// <summary>One way in which a folder is not what the snapshot says.</summary>
/// <param name="Path">The path, escaped for display.</param>
/// <param name="What">What differs, with both values.</param>
public sealed record TreeDifference(string Path, string What);
