using Archivist.Platform.Problems;

namespace Archivist.Capture.Problems;

/// <summary>No snapshot was stored, because no source could be read: the first of them, and the number of the others.</summary>
public sealed record NothingReadable(string Path, Cause Cause, int Others) : Problem(Failure.Failed, Path);
