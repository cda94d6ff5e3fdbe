namespace Archivist.Capture.Blocks;

/// <summary>What is known of a block source before it is read. Not thread-safe; each reader gets one of its own.</summary>
/// <param name="Before">Its chunks in an earlier snapshot.</param>
/// <param name="Dirty">Where something was written since.</param>
/// <param name="IsChecked">True to read everything all the same, and to count the chunks that are another although they are clean.</param>
internal sealed record BlockChanges(KnownChunks Before, DirtyChunks Dirty, bool IsChecked);
