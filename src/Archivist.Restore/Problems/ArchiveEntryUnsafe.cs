using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>A tar or zip archive with this entry could write outside the directory that it is unpacked in.</summary>
public sealed record ArchiveEntryUnsafe(string Path) : Problem(Failure.Tampering, Path);
