using Archivist.Platform.Problems;

namespace Archivist.Restore.Problems;

/// <summary>
/// The target is full: files and bytes that are not restored, some of these files, and the minimum number of missing bytes; null where bytes are free and inodes or the
/// quota are used up.
/// </summary>
public sealed record RestoreOutOfSpace(string Target, long FilesLeft, long Files, long BytesLeft, IReadOnlyList<string> Examples, long? Lacking) : Problem(Failure.NoSpace, Target);
