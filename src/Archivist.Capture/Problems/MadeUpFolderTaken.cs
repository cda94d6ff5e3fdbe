using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>A source has a file or directory where the snapshot gets a directory that is on no disk, such as <c>/system</c>.</summary>
/// <param name="Path">The place.</param>
/// <param name="Source">The source that holds it.</param>
public sealed record MadeUpFolderTaken(string Path, string Source) : Problem(Failure.Usage, Path);
