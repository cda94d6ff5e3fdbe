namespace Archivist.Restore.Comparing;

/// <summary>One difference between two snapshots.</summary>
/// <param name="Path">The path's bytes.</param>
/// <param name="IsFolder">What is there now, or was there last, is a directory.</param>
/// <param name="Mark"><c>+</c> added, <c>-</c> removed, <c>T</c> other type, <c>M</c> other content, <c>U</c> other metadata.</param>
public readonly record struct TreeChange(byte[] Path, bool IsFolder, string Mark);
