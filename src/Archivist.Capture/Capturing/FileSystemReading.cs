namespace Archivist.Capture.Capturing;

/// <summary>How the files of one file system were read for a snapshot that records the machine.</summary>
/// <param name="Path">Where it is mounted; of a Btrfs subvolume, where its top is.</param>
/// <param name="Type">Its type, as the kernel names it.</param>
/// <param name="IsStill">Read from a picture of one moment; otherwise from the running file system.</param>
/// <param name="Files">Files that were looked at, also those that were taken over unread.</param>
/// <param name="ChangedFiles">Those of them that changed while they were read: their content may be of no one moment.</param>
public sealed record FileSystemReading(string Path, string Type, bool IsStill, long Files, long ChangedFiles);
